package dev.quotarouter.simulation;

import java.time.Duration;
import java.util.Arrays;

/**
 * The requests of a simulation, in the order of their arrival. Kept in plain arrays: there are millions in a year. Immutable
 * once built.
 */
final class Requests {
    private final long[] arrivals;
    private final int[] tokens;
    private final int[] replyMillis;
    private final long patienceMillis;

    private Requests(long[] arrivals, int[] tokens, int[] replyMillis, Duration patience) {
        this.arrivals = arrivals;
        this.tokens = tokens;
        this.replyMillis = replyMillis;
        this.patienceMillis = patience.toMillis();
    }

    int size() {
        return arrivals.length;
    }

    /** {@return when it arrives, in milliseconds after the start} */
    long arrival(int request) {
        return arrivals[request];
    }

    /** {@return how many input tokens its prompt has} */
    int tokens(int request) {
        return tokens[request];
    }

    /** {@return how long the model takes to reply to it, whichever deployment is asked} */
    int replyMillis(int request) {
        return replyMillis[request];
    }

    /** {@return how long its caller waits for the reply} */
    Duration patience() {
        return Duration.ofMillis(patienceMillis);
    }

    /** {@return the last instant at which a call for it can begin and still bring the reply in time; may lie before arrival} */
    long latestStart(int request) {
        // A reply in the very millisecond of the deadline is too late.
        return arrivals[request] + patienceMillis - replyMillis[request] - 1;
    }

    /** Collects requests. Not thread-safe. */
    static final class Builder {
        private long[] arrivals = new long[1024];
        private int[] tokens = new int[1024];
        private int[] replyMillis = new int[1024];
        private int size;

        /** Adds one, which must not arrive before those already there. */
        Builder add(long arrival, long inputTokens, long reply) {
            if (size > 0 && arrival < arrivals[size - 1]) {
                throw new IllegalArgumentException("requests must come in the order of their arrival");
            }
            if (size == arrivals.length) {
                arrivals = Arrays.copyOf(arrivals, 2 * size);
                tokens = Arrays.copyOf(tokens, 2 * size);
                replyMillis = Arrays.copyOf(replyMillis, 2 * size);
            }
            arrivals[size] = arrival;
            tokens[size] = Math.toIntExact(inputTokens);
            replyMillis[size] = Math.toIntExact(reply);
            size++;
            return this;
        }

        Requests build(Duration patience) {
            return new Requests(
                    Arrays.copyOf(arrivals, size),
                    Arrays.copyOf(tokens, size),
                    Arrays.copyOf(replyMillis, size),
                    patience);
        }
    }
}
