package dev.quotarouter.quota;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A budget of money at one moment.
 *
 * @param limit how many US dollars may be spent in the period
 * @param spent what calls that have ended cost
 * @param reserved what calls under way are expected to cost
 * @param resetsAt when the next period begins
 */
public record BudgetUsage(BigDecimal limit, BigDecimal spent, BigDecimal reserved, Instant resetsAt) {}
