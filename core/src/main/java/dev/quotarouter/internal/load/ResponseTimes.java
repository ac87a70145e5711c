package dev.quotarouter.internal.load;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The mean of the newest few samples, none of them too old.
 *
 * <p>One immutable value and one compare-and-set. Thread-safe.
 */
final class ResponseTimes {
    // Every deployment has two of these, most of them empty.
    private static final AtomicReferenceFieldUpdater<ResponseTimes, Samples> SAMPLES =
            AtomicReferenceFieldUpdater.newUpdater(ResponseTimes.class, Samples.class, "samples");

    private volatile int most;
    private volatile long lifeMillis;
    private volatile Samples samples = Samples.NONE;

    /**
     * No samples yet.
     *
     * @param most how many are kept at most
     * @param lifeMillis how long each counts
     */
    ResponseTimes(int most, long lifeMillis) {
        this.most = most;
        this.lifeMillis = lifeMillis;
    }

    /** From now on so many are kept, each for so long. */
    void keep(int most, long lifeMillis) {
        this.most = most;
        this.lifeMillis = lifeMillis;
    }

    /** Adds a sample; the oldest gives way if there are too many. */
    void add(double seconds, long now) {
        SAMPLES.updateAndGet(this, known -> known.since(now - lifeMillis).plus(seconds, now, most));
    }

    /** {@return the mean of those that still count; {@code NaN} if there is none} */
    double mean(long now) {
        long since = now - lifeMillis;
        Samples known = samples;
        if (!known.hasOlderThan(since)) {
            return known.mean;
        }
        Samples fresh = known.since(since);
        SAMPLES.compareAndSet(this, known, fresh); // Whoever came between has looked at the clock as well.
        return fresh.mean;
    }

    /**
     * Samples, the oldest first.
     *
     * @param seconds what was measured
     * @param at when
     * @param mean the mean of all
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never handed out.
    private record Samples(double[] seconds, long[] at, double mean) {
        static final Samples NONE = new Samples(new double[0], new long[0], Double.NaN);

        private static Samples of(double[] seconds, long[] at) {
            if (at.length == 0) {
                return NONE;
            }
            double sum = 0;
            for (double each : seconds) {
                sum += each;
            }
            return new Samples(seconds, at, sum / seconds.length);
        }

        boolean hasOlderThan(long since) {
            return at.length > 0 && at[0] <= since;
        }

        Samples since(long since) {
            int first = 0;
            while (first < at.length && at[first] <= since) {
                first++;
            }
            return first == 0 ? this : from(first);
        }

        Samples plus(double sample, long now, int most) {
            Samples kept = at.length < most ? this : from(at.length - most + 1);
            double[] moreSeconds = Arrays.copyOf(kept.seconds, kept.seconds.length + 1);
            long[] moreAt = Arrays.copyOf(kept.at, kept.at.length + 1);
            moreSeconds[moreSeconds.length - 1] = sample;
            moreAt[moreAt.length - 1] = now;
            return of(moreSeconds, moreAt);
        }

        private Samples from(int first) {
            return of(Arrays.copyOfRange(seconds, first, seconds.length), Arrays.copyOfRange(at, first, at.length));
        }
    }
}
