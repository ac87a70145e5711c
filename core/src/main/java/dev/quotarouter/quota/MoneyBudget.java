package dev.quotarouter.quota;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * How much money may be spent in each period.
 *
 * @param limit US dollars, zero or more; with zero only what costs nothing is left
 * @param period after which the budget starts anew
 */
public record MoneyBudget(BigDecimal limit, BudgetPeriod period) {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public MoneyBudget {
        requireNonNull(limit, "limit");
        requireNonNull(period, "period");
        if (limit.signum() < 0) {
            throw new IllegalArgumentException("a budget must be zero or more, not " + limit);
        }
    }

    /** So many dollars in each period: {@code of("2.50", "1d")}. */
    public static MoneyBudget of(String dollars, String period) {
        return new MoneyBudget(new BigDecimal(dollars), BudgetPeriod.of(period));
    }
}
