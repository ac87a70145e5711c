package dev.quotarouter;

import dev.quotarouter.quota.BudgetUsage;
import java.math.BigDecimal;

/**
 * A budget of money at one moment.
 *
 * @param name whose it is: {@code provider gemini}, {@code model gemini/gemini-2.5-pro} or {@code deployment} and its id
 * @param usage how much may be spent, how much is, and until when
 */
public record BudgetStatus(String name, BudgetUsage usage) {
    /** {@return the budget as a line for people to read} */
    @Override
    public String toString() {
        return name + ": " + dollars(usage.spent()) + " spent, " + dollars(usage.reserved()) + " reserved of "
                + dollars(usage.limit()) + ", resets at " + usage.resetsAt();
    }

    private static String dollars(BigDecimal amount) {
        return "$" + amount.stripTrailingZeros().toPlainString();
    }
}
