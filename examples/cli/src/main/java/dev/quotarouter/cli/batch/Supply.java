package dev.quotarouter.cli.batch;

import dev.quotarouter.PoolStatus;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a pool can carry, in requests. Infinite where nobody knows a limit.
 *
 * @param today until its reset
 * @param perDay on a day after that
 * @param perMinute in a minute
 * @param resetsAt when its day ends; empty if it has no daily limit
 */
record Supply(double today, double perDay, double perMinute, Optional<Instant> resetsAt) {
    /**
     * What a pool can carry.
     *
     * @param tokens how many input tokens a request has, in the mean; zero if nobody knows
     */
    static Supply of(PoolStatus pool, double tokens) {
        Optional<WindowUsage> day = Pools.window(pool, QuotaDimension.REQUESTS, QuotaSpan.DAY);
        Optional<WindowUsage> dayTokens = Pools.window(pool, QuotaDimension.INPUT_TOKENS, QuotaSpan.DAY);
        Optional<WindowUsage> minute = Pools.window(pool, QuotaDimension.REQUESTS, QuotaSpan.MINUTE);
        Optional<WindowUsage> minuteTokens = Pools.window(pool, QuotaDimension.INPUT_TOKENS, QuotaSpan.MINUTE);
        return new Supply(
                Math.min(remaining(day), requests(remaining(dayTokens), tokens)),
                Math.min(limit(day), requests(limit(dayTokens), tokens)),
                Math.min(limit(minute), requests(limit(minuteTokens), tokens)),
                day.filter(window ->
                                window.limit().isPresent() || window.fullUntil().isPresent())
                        .flatMap(WindowUsage::resetsAt));
    }

    /** {@return this share of it} */
    Supply share(double share) {
        return new Supply(today * share, perDay * share, perMinute * share, resetsAt);
    }

    private static double requests(double tokens, double tokensOfOne) {
        return tokensOfOne > 0 ? tokens / tokensOfOne : Double.POSITIVE_INFINITY;
    }

    private static double limit(Optional<WindowUsage> window) {
        return window.map(one -> number(one.share().isPresent() ? one.share() : one.limit()))
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double remaining(Optional<WindowUsage> window) {
        return window.map(one -> number(one.remaining())).orElse(Double.POSITIVE_INFINITY);
    }

    private static double number(OptionalLong known) {
        return known.isPresent() ? known.getAsLong() : Double.POSITIVE_INFINITY;
    }
}
