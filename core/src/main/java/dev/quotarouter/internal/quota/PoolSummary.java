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

    // What every decision reads of every pool stands together, and in one line of the processor's cache.
    private static final int STALE_AT = 0;
    private static final int WRITTEN_AT = 1;
    private static final int SHUT_UNTIL = 2;
    private static final int TOKEN_ROOM = 3;
    private static final int MINUTE_UTILIZATION = 4;
    private static final int FULL_SLACK_FROM = 5;
    private static final int DAY_ENDS_AT = 6;
    private static final int DAY_PAYS_MILLIS = 7;
    private static final int CLOSED_UNTIL = 8;
    private static final int PACED_UNTIL = 9;
    private static final int TAKEN = 10;
    private static final int LIMIT = TAKEN + WINDOWS;
    private static final int ROOM = LIMIT + WINDOWS;
    private static final int FULL_UNTIL = ROOM + WINDOWS;
    private static final int FIELDS = FULL_UNTIL + WINDOWS;

    /** The room for tokens where there is none for a request. */
    private static final long NO_ROOM = -1;

    private final AtomicLongArray fields = new AtomicLongArray(FIELDS);
    private final MinuteRate requests = new MinuteRate();
    private final MinuteRate tokens = new MinuteRate();

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
        fields.setOpaque(SHUT_UNTIL, shutUntil);
        fields.setOpaque(TOKEN_ROOM, tokenRoom());
        requests.limit(windows[index(REQUESTS, MINUTE)].limit().ours());
        tokens.limit(windows[index(INPUT_TOKENS, MINUTE)].limit().ours());
        set(
                MINUTE_UTILIZATION,
                Math.max(requests.share(taken(REQUESTS, MINUTE)), tokens.share(taken(INPUT_TOKENS, MINUTE))));
        publishSlack(Math.max(1, meanTokens), day);
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
        if (now >= fields.getOpaque(FULL_SLACK_FROM)) {
            return 1;
        }
        return Math.min(1, number(DAY_PAYS_MILLIS) / Math.max(1, fields.getOpaque(DAY_ENDS_AT) - now));
    }

    /** What is left of the day, as the time in which the minutes would carry it, given how many tokens a request has. */
    private void publishSlack(double meanTokens, CalendarDay day) {
        long dayMillis = day.endsAt() - day.startsAt();
        double perRequest = Math.max(requests.millisPerUnit(), tokens.millisPerUnit() * meanTokens);
        double paysMillis = payable(REQUESTS, perRequest, dayMillis);
        if (limit(INPUT_TOKENS, DAY) != WindowLimit.UNKNOWN) {
            paysMillis = Math.min(paysMillis, payable(INPUT_TOKENS, perRequest / meanTokens, dayMillis));
        }
        set(DAY_PAYS_MILLIS, paysMillis);
        fields.setOpaque(FULL_SLACK_FROM, day.endsAt() - (long) paysMillis);
        fields.setOpaque(DAY_ENDS_AT, day.endsAt());
    }

    private double payable(QuotaDimension dimension, double millisPerUnit, long dayMillis) {
        long limit = limit(dimension, DAY);
        if (limit == WindowLimit.UNKNOWN) {
            return Double.MAX_VALUE; // Whatever the minutes carry, nobody knows of a day that could not pay for it.
        }
        double left = Math.max(0, limit - taken(dimension, DAY));
        // Without a limit per minute, the yardstick is the day's own pace.
        return left * (millisPerUnit > 0 ? millisPerUnit : (double) dayMillis / Math.max(1, limit));
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
