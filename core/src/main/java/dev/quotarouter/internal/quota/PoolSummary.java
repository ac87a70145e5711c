package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.REQUESTS;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What can be read of a pool without its lock: enough to compare pools and to pass over a full one.
 *
 * <p>Written under the lock after every change, read by anyone. A reader may see two fields from different moments; that
 * can make a choice second best, never wrong, as the reservation itself is taken under the lock. What a comparison needs is
 * worked out by the writer: one pool changes with a decision, and dozens may be compared for it.
 */
public final class PoolSummary {
    // A dozen fields are written with every use: one fence for each of them would cost more than all the rest.
    private static final VarHandle STALE_AT = field("staleAt", long.class);
    private static final VarHandle FRESH_FROM = field("freshFrom", long.class);
    private static final VarHandle OPEN_FROM = field("openFrom", long.class);
    private static final VarHandle TOKEN_ROOM = field("tokenRoom", long.class);
    private static final VarHandle LARGEST_REQUEST = field("largestRequest", long.class);
    private static final VarHandle MINUTE_UTILIZATION = field("minuteUtilization", double.class);
    private static final VarHandle DAY_PAYS_MILLIS = field("dayPaysMillis", double.class);
    private static final VarHandle DAY_ENDS_AT = field("dayEndsAt", long.class);
    private static final VarHandle MINUTE_REQUESTS = field("minuteRequests", long.class);
    private static final VarHandle MINUTE_TOKENS = field("minuteTokens", long.class);
    private static final VarHandle DAY_REQUESTS = field("dayRequests", long.class);
    private static final VarHandle DAY_TOKENS = field("dayTokens", long.class);

    private volatile long staleAt = Long.MIN_VALUE;
    private volatile long freshFrom;
    private volatile long openFrom;
    private volatile long tokenRoom;
    private volatile long largestRequest;
    private volatile double minuteUtilization;
    private volatile double dayPaysMillis;
    private volatile long dayEndsAt;
    private volatile long minuteRequests;
    private volatile long minuteTokens;
    private volatile long dayRequests;
    private volatile long dayTokens;

    /** A summary that is stale. */
    PoolSummary() {}

    /**
     * Writes down how things are.
     *
     * @param shutUntil when the first request may be made, whatever room there is
     * @param minuteUtilization the fuller of the minute's shares, 0 to 1
     * @param paysMillis what is left of the day, as the time in which the minutes would carry it
     * @param changesAt when time alone will change them
     */
    void publish(
            Windows windows,
            long shutUntil,
            double minuteUtilization,
            double paysMillis,
            long dayEndsAt,
            long now,
            long changesAt) {
        long clockMayGoBackTo = now - MinuteUses.CLOCK_STEP_MILLIS;
        FRESH_FROM.setOpaque(this, clockMayGoBackTo);
        OPEN_FROM.setOpaque(this, Math.max(clockMayGoBackTo, shutUntil));
        TOKEN_ROOM.setOpaque(this, windows.tokenRoom());
        LARGEST_REQUEST.setOpaque(this, windows.largestRequest());
        MINUTE_UTILIZATION.setOpaque(this, minuteUtilization);
        DAY_PAYS_MILLIS.setOpaque(this, paysMillis);
        DAY_ENDS_AT.setOpaque(this, dayEndsAt);
        MINUTE_REQUESTS.setOpaque(this, windows.minuteRequests().taken());
        MINUTE_TOKENS.setOpaque(this, windows.minuteTokens().taken());
        DAY_REQUESTS.setOpaque(this, windows.dayRequests().taken());
        DAY_TOKENS.setOpaque(this, windows.dayTokens().taken());
        STALE_AT.setRelease(this, changesAt);
    }

    /** Nobody will write here again: from now on it is stale at any time. */
    void retire() {
        STALE_AT.setRelease(this, Long.MIN_VALUE);
    }

    /** {@return whether time alone has made this summary wrong: it went on, or the clock was set back} */
    boolean isStale(long now) {
        return now >= staleAt || now < freshFrom;
    }

    /** {@return whether a request of so many tokens would find room} */
    public boolean hasRoom(long tokens, long now) {
        return now >= openFrom && tokens <= tokenRoom;
    }

    /** {@return the fuller of the minute's shares, requests or tokens; 0 to 1} */
    public double minuteUtilization() {
        return minuteUtilization;
    }

    /** {@return what is left of the day, as the time in which the minutes would carry it, in milliseconds} */
    double dayPaysMillis() {
        return dayPaysMillis;
    }

    /** {@return when the day ends} */
    long dayEndsAt() {
        return dayEndsAt;
    }

    /** {@return what was used and reserved of the dimension over the span} */
    long taken(QuotaDimension dimension, QuotaSpan span) {
        return switch (span) {
            case MINUTE -> dimension == REQUESTS ? minuteRequests : minuteTokens;
            case DAY -> dimension == REQUESTS ? dayRequests : dayTokens;
        };
    }

    /** {@return the requests used and reserved in the current minute} */
    long requestsThisMinute() {
        return minuteRequests;
    }

    /** {@return the requests used and reserved in the current day} */
    long requestsToday() {
        return dayRequests;
    }

    /** {@return the tokens of the largest request that fits into every window} */
    public long largestRequest() {
        return largestRequest;
    }

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(PoolSummary.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
