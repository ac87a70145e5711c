package dev.quotarouter.internal.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long whole replies of a model lately took, and how much that varies: mean and mean deviation, as TCP sets its time-outs
 * (RFC 6298). Both in one atomic number, in microseconds as floats. Thread-safe, lock-free.
 */
final class ReplyTime {
    private static final float NEWEST_OF_MEAN = 1 / 8f;
    private static final float NEWEST_OF_DEVIATION = 1 / 4f;
    private static final float MOSTLY = 4;
    private static final long NONE = 0;
    private static final long NANOS_PER_MICRO = 1_000;

    private final AtomicLong meanAndDeviation = new AtomicLong(NONE);

    /** Takes note of a reply. */
    void learn(Duration took) {
        float micros = (float) Math.max(1, took.toNanos() / NANOS_PER_MICRO);
        meanAndDeviation.getAndUpdate(before -> {
            if (before == NONE) {
                return pack(micros, micros / 2);
            }
            float error = micros - mean(before);
            return pack(
                    mean(before) + NEWEST_OF_MEAN * error,
                    deviation(before) + NEWEST_OF_DEVIATION * (Math.abs(error) - deviation(before)));
        });
    }

    /** {@return in how many nanoseconds nearly every reply is there; 0 while none has been seen} */
    long mostNanos() {
        long seen = meanAndDeviation.get();
        if (seen == NONE) {
            return 0;
        }
        long micros = (long) (mean(seen) + MOSTLY * deviation(seen));
        return micros * NANOS_PER_MICRO;
    }

    private static long pack(float mean, float deviation) {
        return ((long) Float.floatToRawIntBits(mean) << Integer.SIZE)
                | Integer.toUnsignedLong(Float.floatToRawIntBits(deviation));
    }

    private static float mean(long packed) {
        return Float.intBitsToFloat((int) (packed >>> Integer.SIZE));
    }

    private static float deviation(long packed) {
        return Float.intBitsToFloat((int) packed);
    }
}
