package dev.quotarouter.simulator;

/**
 * The use of one dimension in a minute. Times are nanoseconds since 1970-01-01T00:00Z. Not thread-safe: the
 * {@link QuotaBook} that owns it holds its lock.
 *
 * <p>A clock that steps back keeps what was counted.
 */
interface MinuteWindow {
    long MINUTE = 60_000_000_000L;

    /**
     * {@return how long until the demand fits, in nanoseconds; zero if it fits now}
     *
     * @param demand at most the limit; more would never fit
     */
    long nanosUntilRoom(long now, long limit, long demand);

    /** Books the use, whether there is room or not. */
    void take(long now, long amount);
}
