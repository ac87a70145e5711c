package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.INPUT_TOKENS;
import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.store.KnownLimits;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What can be read of a pool without its lock: enough to compare pools and to pass over a full one.
 *
 * <p>Written under the lock after every change, read by anyone. A reader may see two fields from different moments; that
 * can make a choice second best, never wrong, as the reservation itself is taken under the lock. What a comparison needs is
 * worked out by the writer: one pool changes with a decision, and dozens may be compared for it.
 */
final class PoolSummary {
    /** Two dimensions over two spans. */
    static final int WINDOWS = 4;

    private static final int TAKEN = 0;
    private static final int LIMIT = WINDOWS;
    private static final int ROOM = 2 * WINDOWS;
    private static final int FULL_UNTIL = 3 * WINDOWS;
    private static final int CLOSED_UNTIL = 4 * WINDOWS;
    private static final int STALE_AT = CLOSED_UNTIL + 1;
    private static final int DAY_ENDS_AT = CLOSED_UNTIL + 2;
    private static final int SHUT_UNTIL = CLOSED_UNTIL + 3;
    private static final int TOKEN_ROOM = CLOSED_UNTIL + 4;
    private static final int MINUTE_UTILIZATION = CLOSED_UNTIL + 5;
    private static final int REQUESTS_PER_MILLI = CLOSED_UNTIL + 6;
    private static final int TOKENS_PER_MILLI = CLOSED_UNTIL + 7;
    private static final int WRITTEN_AT = CLOSED_UNTIL + 8;
    private static final int PACED_UNTIL = CLOSED_UNTIL + 9;
    private static final int FIELDS = CLOSED_UNTIL + 10;

    /** The room for tokens where there is none for a request. */
    private static final long NO_ROOM = -1;

    private final AtomicLongArray fields = new AtomicLongArray(FIELDS);

    static int index(QuotaDimension dimension, QuotaSpan span) {
        return (span == DAY ? 2 : 0) + (dimension == INPUT_TOKENS ? 1 : 0);
    }

    /**
     * Writes down how things are.
     *
     * @param changesAt when time alone will change them
     */
    void publish(
            Window[] windows,
            CalendarDay day,
            long closedUntil,
            long pacedUntil,
            long now,
            long changesAt,
            double meanTokens) {
        long shutUntil = Math.max(closedUntil, pacedUntil);
        for (int i = 0; i < WINDOWS; i++) {
            fields.setOpaque(TAKEN + i, windows[i].taken());
            fields.setOpaque(LIMIT + i, windows[i].limit().limit());
            fields.setOpaque(ROOM + i, windows[i].room());
            fields.setOpaque(FULL_UNTIL + i, windows[i].fullUntil());
            shutUntil = Math.max(shutUntil, windows[i].fullUntil());
        }
        fields.setOpaque(CLOSED_UNTIL, closedUntil);
        fields.setOpaque(PACED_UNTIL, pacedUntil);
        fields.setOpaque(DAY_ENDS_AT, day.endsAt());
        fields.setOpaque(SHUT_UNTIL, shutUntil);
        fields.setOpaque(TOKEN_ROOM, tokenRoom());
        set(MINUTE_UTILIZATION, Math.max(utilization(windows, REQUESTS), utilization(windows, INPUT_TOKENS)));
        publishPace(windows, Math.max(1, meanTokens), day.endsAt() - day.startsAt());
        fields.setOpaque(WRITTEN_AT, now);
        fields.setRelease(STALE_AT, changesAt);
    }

    /** {@return whether time alone has made this summary wrong: it went on, or the clock was set back} */
    boolean isStale(long now) {
        return now >= fields.getAcquire(STALE_AT) || isAheadOf(now);
    }

    /** {@return whether this was written by a clock that is clearly ahead of the given instant} */
    boolean isAheadOf(long now) {
        return fields.getOpaque(WRITTEN_AT) - now > MinuteUses.CLOCK_STEP_MILLIS;
    }

    Availability availability(long tokens, long now) {
        if (now >= fields.getOpaque(SHUT_UNTIL) && tokens <= fields.getOpaque(TOKEN_ROOM)) {
            return Availability.AVAILABLE;
        }
        if (now < fields.getOpaque(CLOSED_UNTIL)) {
            return Availability.POOL_CLOSED;
        }
        if (isTooSmall(MINUTE, tokens) || isTooSmall(DAY, tokens)) {
            return Availability.WINDOW_TOO_SMALL;
        }
        if (isFull(DAY, tokens, now)) {
            return Availability.DAY_FULL;
        }
        if (now < fields.getOpaque(PACED_UNTIL)) {
            return Availability.PACED;
        }
        return isFull(MINUTE, tokens, now) ? Availability.MINUTE_FULL : Availability.AVAILABLE;
    }

    long taken(QuotaDimension dimension, QuotaSpan span) {
        return fields.getOpaque(TAKEN + index(dimension, span));
    }

    double minuteUtilization() {
        return number(MINUTE_UTILIZATION);
    }

    double daySlack(long now) {
        long millisLeft = fields.getOpaque(DAY_ENDS_AT) - now;
        double slackOfRequests = daySlack(REQUESTS, number(REQUESTS_PER_MILLI), millisLeft);
        double slackOfTokens = daySlack(INPUT_TOKENS, number(TOKENS_PER_MILLI), millisLeft);
        return Math.min(slackOfRequests, slackOfTokens);
    }

    private double daySlack(QuotaDimension dimension, double perMilli, long millisLeft) {
        double left = Math.max(0, limit(dimension, DAY) - taken(dimension, DAY));
        double carried = perMilli * millisLeft;
        return carried <= left ? 1 : left / carried;
    }

    /** What the minutes could carry of each dimension, given how many tokens a request has. */
    private void publishPace(Window[] windows, double meanTokens, long dayMillis) {
        double requests = perMilli(windows[index(REQUESTS, MINUTE)]);
        double tokens = perMilli(windows[index(INPUT_TOKENS, MINUTE)]);
        set(REQUESTS_PER_MILLI, pace(Math.min(requests, tokens / meanTokens), limit(REQUESTS, DAY), dayMillis));
        set(TOKENS_PER_MILLI, pace(Math.min(tokens, requests * meanTokens), limit(INPUT_TOKENS, DAY), dayMillis));
    }

    private static double pace(double perMilli, long dayLimit, long dayMillis) {
        if (dayLimit == WindowLimit.UNKNOWN) {
            return 0; // Whatever the minutes carry, nobody knows of a day that could not pay for it.
        }
        // Without a limit per minute, the yardstick is the day's own pace.
        return perMilli == Double.POSITIVE_INFINITY ? (double) dayLimit / dayMillis : perMilli;
    }

    private static double perMilli(Window minute) {
        long limit = minute.limit().ours();
        return limit == WindowLimit.UNKNOWN ? Double.POSITIVE_INFINITY : (double) limit / MinuteUses.SPAN_MILLIS;
    }

    private static double utilization(Window[] windows, QuotaDimension dimension) {
        Window minute = windows[index(dimension, MINUTE)];
        long limit = minute.limit().ours();
        return limit == WindowLimit.UNKNOWN ? 0 : Math.min(1, (double) minute.taken() / Math.max(1, limit));
    }

    /** {@return the tokens that a request may have at most} */
    private long tokenRoom() {
        boolean requestFits = room(REQUESTS, MINUTE) >= 1 && room(REQUESTS, DAY) >= 1;
        return requestFits ? Math.min(room(INPUT_TOKENS, MINUTE), room(INPUT_TOKENS, DAY)) : NO_ROOM;
    }

    private long room(QuotaDimension dimension, QuotaSpan span) {
        return fields.getOpaque(ROOM + index(dimension, span));
    }

    private boolean isTooSmall(QuotaSpan span, long tokens) {
        return limit(REQUESTS, span) < 1 || limit(INPUT_TOKENS, span) < tokens;
    }

    private boolean isFull(QuotaSpan span, long tokens, long now) {
        return isFull(index(REQUESTS, span), 1, now) || isFull(index(INPUT_TOKENS, span), tokens, now);
    }

    private boolean isFull(int window, long amount, long now) {
        return now < fields.getOpaque(FULL_UNTIL + window) || fields.getOpaque(ROOM + window) < amount;
    }

    KnownLimits limits() {
        return new KnownLimits(
                known(REQUESTS, MINUTE), known(INPUT_TOKENS, MINUTE), known(REQUESTS, DAY), known(INPUT_TOKENS, DAY));
    }

    private OptionalLong known(QuotaDimension dimension, QuotaSpan span) {
        long limit = limit(dimension, span);
        return limit == WindowLimit.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    long largestRequest() {
        return Math.min(limit(INPUT_TOKENS, MINUTE), limit(INPUT_TOKENS, DAY));
    }

    private long limit(QuotaDimension dimension, QuotaSpan span) {
        return fields.getOpaque(LIMIT + index(dimension, span));
    }

    private void set(int field, double number) {
        fields.setOpaque(field, Double.doubleToRawLongBits(number));
    }

    private double number(int field) {
        return Double.longBitsToDouble(fields.getOpaque(field));
    }
}
