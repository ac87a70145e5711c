package dev.quotarouter.internal.load;

import java.time.Duration;

/**
 * What a deployment is doing at the moment, and how fast it has lately been.
 *
 * <p>Whole replies and streams are measured apart: a reply by the time for each of its tokens, as a long one may take longer; a
 * stream by the time until its first chunk, as all that follows is paced by its reader. Thread-safe.
 */
public final class Load {
    /** Nobody has heard of it yet. */
    public static final long NEVER = Long.MIN_VALUE;

    private static final double NANOS_PER_SECOND = 1e9;

    private final InFlight inFlight;
    private final ResponseTimes replies;
    private final ResponseTimes streams;
    private volatile long heardAt = NEVER;

    /**
     * A deployment that nobody has called yet.
     *
     * @param mostInFlight how many of its calls may be under way at once; {@link InFlight#UNLIMITED} for any number
     * @param samples how many of the newest times count; at least 1
     * @param life for how long each of them counts
     */
    public Load(int mostInFlight, int samples, Duration life) {
        inFlight = new InFlight(mostInFlight);
        replies = new ResponseTimes(samples, life.toMillis());
        streams = new ResponseTimes(samples, life.toMillis());
    }

    /** From now on so many calls may be under way, and so many of the newest times count for so long. */
    public void follow(int mostInFlight, int samples, Duration life) {
        inFlight.limitTo(mostInFlight);
        replies.keep(samples, life.toMillis());
        streams.keep(samples, life.toMillis());
    }

    /** {@return the calls under way} */
    public InFlight inFlight() {
        return inFlight;
    }

    /** A whole reply came. One whose tokens nobody counted, or that has none, is taken for one of a single token. */
    public void replied(Duration took, long outputTokens, long now) {
        replies.add(seconds(took) / Math.max(1, outputTokens), now);
    }

    /** The first chunk of a stream came. */
    public void opened(Duration took, long now) {
        streams.add(seconds(took), now);
    }

    /** Nothing came in time: that is as slow as a reply of one token that took all of it. */
    public void timedOut(boolean streaming, Duration took, long now) {
        (streaming ? streams : replies).add(seconds(took), now);
    }

    /** {@return the mean of the newest times, in seconds: until the first chunk of a stream, or for each token of a reply;
     * {@code NaN} while there is none} */
    public double latency(boolean streaming, long now) {
        return (streaming ? streams : replies).mean(now);
    }

    /** The provider answered, to a chat or to a look at its health: key and model are known to it, well or not. */
    public void heard(long now) {
        heardAt = now;
    }

    /** {@return when the provider last answered, in milliseconds since 1970; {@link #NEVER} if it has not yet} */
    public long heardAt() {
        return heardAt;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
