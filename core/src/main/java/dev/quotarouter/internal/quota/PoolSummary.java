package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.INPUT_TOKENS;
import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.routing.Availability;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What can be read of a pool without its lock: enough to compare pools and to pass over a full one.
 *
 * <p>Written under the lock after every change, read by anyone. A reader may see two fields from different moments; that
 * can make a choice second best, never wrong, as the reservation itself is taken under the lock.
 */
final class PoolSummary {
    /** Two dimensions over two spans. */
    static final int WINDOWS = 4;

    private static final int TAKEN = 0;
    private static final int LIMIT = WINDOWS;
    private static final int FULL_UNTIL = 2 * WINDOWS;
    private static final int CLOSED_UNTIL = 3 * WINDOWS;
    private static final int STALE_AT = CLOSED_UNTIL + 1;
    private static final int DAY_STARTS_AT = CLOSED_UNTIL + 2;
    private static final int DAY_ENDS_AT = CLOSED_UNTIL + 3;
    private static final int MEAN_TOKENS = CLOSED_UNTIL + 4;
    private static final int WRITTEN_AT = CLOSED_UNTIL + 5;

    private final AtomicLongArray fields = new AtomicLongArray(WRITTEN_AT + 1);

    static int index(QuotaDimension dimension, QuotaSpan span) {
        return (span == DAY ? 2 : 0) + (dimension == INPUT_TOKENS ? 1 : 0);
    }

    void publish(
            Window[] windows, RollingMinute minute, CalendarDay day, long closedUntil, long now, double meanTokens) {
        for (int i = 0; i < WINDOWS; i++) {
            fields.setOpaque(TAKEN + i, windows[i].taken());
            fields.setOpaque(LIMIT + i, windows[i].limit());
            fields.setOpaque(FULL_UNTIL + i, windows[i].fullUntil());
        }
        fields.setOpaque(CLOSED_UNTIL, closedUntil);
        fields.setOpaque(DAY_STARTS_AT, day.startsAt());
        fields.setOpaque(DAY_ENDS_AT, day.endsAt());
        fields.setOpaque(MEAN_TOKENS, Double.doubleToRawLongBits(meanTokens));
        fields.setOpaque(WRITTEN_AT, now);
        fields.setRelease(STALE_AT, Math.min(minute.oldestLeavesAt(), day.endsAt()));
    }

    /** {@return whether time alone has made this summary wrong: it went on, or the clock was set back} */
    boolean isStale(long now) {
        return now >= fields.getAcquire(STALE_AT)
                || fields.getOpaque(WRITTEN_AT) - now > RollingMinute.CLOCK_STEP_MILLIS;
    }

    Availability availability(long tokens, long now) {
        if (now < fields.getOpaque(CLOSED_UNTIL)) {
            return Availability.POOL_CLOSED;
        }
        if (isTooSmall(MINUTE, tokens) || isTooSmall(DAY, tokens)) {
            return Availability.WINDOW_TOO_SMALL;
        }
        if (isFull(DAY, tokens, now)) {
            return Availability.DAY_FULL;
        }
        return isFull(MINUTE, tokens, now) ? Availability.MINUTE_FULL : Availability.AVAILABLE;
    }

    long taken(QuotaDimension dimension, QuotaSpan span) {
        return fields.getOpaque(TAKEN + index(dimension, span));
    }

    double minuteUtilization() {
        return Math.max(utilization(REQUESTS), utilization(INPUT_TOKENS));
    }

    double daySlack(long now) {
        long millisLeft = fields.getOpaque(DAY_ENDS_AT) - now;
        double slackOfRequests = daySlack(REQUESTS, requestsPerMilli(), millisLeft);
        double slackOfTokens = daySlack(INPUT_TOKENS, tokensPerMilli(), millisLeft);
        return Math.min(slackOfRequests, slackOfTokens);
    }

    private double daySlack(QuotaDimension dimension, double perMilli, long millisLeft) {
        long limit = limit(dimension, DAY);
        if (limit == Window.UNKNOWN) {
            return 1;
        }
        double left = Math.max(0, limit - taken(dimension, DAY));
        // Without a limit per minute, the yardstick is the day's own pace.
        double carried = perMilli == Double.POSITIVE_INFINITY
                ? (double) limit * millisLeft / (fields.getOpaque(DAY_ENDS_AT) - fields.getOpaque(DAY_STARTS_AT))
                : perMilli * millisLeft;
        return carried <= left ? 1 : left / carried;
    }

    private double requestsPerMilli() {
        double byTokens = perMilli(limit(INPUT_TOKENS, MINUTE)) / Math.max(1, meanTokens());
        return Math.min(perMilli(limit(REQUESTS, MINUTE)), byTokens);
    }

    private double tokensPerMilli() {
        double byRequests = perMilli(limit(REQUESTS, MINUTE)) * Math.max(1, meanTokens());
        return Math.min(perMilli(limit(INPUT_TOKENS, MINUTE)), byRequests);
    }

    private static double perMilli(long minuteLimit) {
        return minuteLimit == Window.UNKNOWN
                ? Double.POSITIVE_INFINITY
                : (double) minuteLimit / RollingMinute.SPAN_MILLIS;
    }

    private double utilization(QuotaDimension dimension) {
        long limit = limit(dimension, MINUTE);
        return limit == Window.UNKNOWN ? 0 : Math.min(1, (double) taken(dimension, MINUTE) / Math.max(1, limit));
    }

    private boolean isTooSmall(QuotaSpan span, long tokens) {
        return limit(REQUESTS, span) < 1 || limit(INPUT_TOKENS, span) < tokens;
    }

    private boolean isFull(QuotaSpan span, long tokens, long now) {
        return isFull(index(REQUESTS, span), 1, now) || isFull(index(INPUT_TOKENS, span), tokens, now);
    }

    private boolean isFull(int window, long amount, long now) {
        return now < fields.getOpaque(FULL_UNTIL + window)
                || fields.getOpaque(TAKEN + window) > fields.getOpaque(LIMIT + window) - amount;
    }

    private long limit(QuotaDimension dimension, QuotaSpan span) {
        return fields.getOpaque(LIMIT + index(dimension, span));
    }

    private double meanTokens() {
        return Double.longBitsToDouble(fields.getOpaque(MEAN_TOKENS));
    }
}
