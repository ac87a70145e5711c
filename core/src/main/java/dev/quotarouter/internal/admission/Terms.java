package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.budget.Budgets;
import dev.quotarouter.internal.budget.Tariff;
import dev.quotarouter.quota.QuotaLimits;

/**
 * On which terms a deployment is used, as configured.
 *
 * @param pool the id of its pool in status
 * @param limits what its pool was declared to have
 * @param tariff what its calls cost
 * @param budgets what they are paid from
 * @param sizes how long its prompts and replies may be
 */
public record Terms(String pool, QuotaLimits limits, Tariff tariff, Budgets budgets, Sizes sizes) {
    /** Nothing is known. */
    public static final Terms UNKNOWN = new Terms("", QuotaLimits.UNKNOWN, Tariff.UNKNOWN, Budgets.NONE, Sizes.ANY);
}
