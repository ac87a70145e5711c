package dev.quotarouter.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a model takes before the first byte of an answer, in real time.
 *
 * @param least the shortest
 * @param most the longest; every length between is equally likely
 */
public record Latency(Duration least, Duration most) {
    /** At once. */
    public static final Latency NONE = of(Duration.ZERO);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the shortest is negative or longer than the longest
     */
    public Latency {
        if (least.isNegative() || least.compareTo(most) > 0) {
            throw new IllegalArgumentException("latency must be 0 or more and in order, not " + least + " to " + most);
        }
    }

    /** {@return always the same} */
    public static Latency of(Duration always) {
        return new Latency(always, always);
    }

    /** {@return anything from the shortest to the longest} */
    public static Latency between(Duration least, Duration most) {
        return new Latency(least, most);
    }

    Duration pick(RandomGenerator random) {
        long span = most.minus(least).toNanos();
        return span == 0 ? least : least.plusNanos(random.nextLong(span + 1));
    }
}
