package dev.quotarouter.simulation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What is asked of the router.
 *
 * @param load how much, as a multiple of what the quotas can carry in a day; without meaning for a trace
 * @param curve how it is spread over time
 * @param tokens the input tokens of a prompt
 * @param replyMillis how long a model takes to reply
 * @param patience how long a caller waits for a reply
 * @param trace recorded requests that take the place of load and curve
 */
public record Traffic(
        double load, Curve curve, Range tokens, Range replyMillis, Duration patience, Optional<Trace> trace) {
    private static final long MINUTE = 60_000;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the load is not positive or the patience not
     */
    public Traffic {
        requireNonNull(curve, "curve");
        requireNonNull(tokens, "tokens");
        requireNonNull(replyMillis, "replyMillis");
        requireNonNull(trace, "trace");
        if (!(load > 0) || load > 1_000) {
            throw new IllegalArgumentException("the load must be above 0 and at most 1000, not " + load);
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("the patience must be positive, not " + patience);
        }
    }

    /** {@return this traffic with a fixed number of requests instead of its own} */
    Traffic of(double otherLoad) {
        return new Traffic(otherLoad, curve, tokens, replyMillis, patience, trace);
    }

    /**
     * {@return the requests}
     *
     * @param requestsPerDay what load 1 is, in 24 hours
     */
    Requests requests(double requestsPerDay, Instant start, Instant end, ZoneId zone, RandomGenerator random) {
        Requests.Builder requests = new Requests.Builder();
        long length = Duration.between(start, end).toMillis();
        if (trace.isPresent()) {
            trace.get().addTo(requests, length, this, random);
            return requests.build(patience);
        }
        double perMinute = load * requestsPerDay / Duration.ofDays(1).toMinutes();
        double[] weights = curve.weights(start, zone, Math.toIntExact(length / MINUTE), random);
        for (int minute = 0; minute < weights.length; minute++) {
            long[] arrivals = new long[poisson(perMinute * weights[minute], random)];
            Arrays.setAll(arrivals, i -> random.nextLong(MINUTE));
            Arrays.sort(arrivals);
            for (long arrival : arrivals) {
                requests.add(minute * MINUTE + arrival, tokens.draw(random), replyMillis.draw(random));
            }
        }
        return requests.build(patience);
    }

    // Knuth's way, in steps small enough for the product not to vanish.
    private static int poisson(double mean, RandomGenerator random) {
        int count = 0;
        for (double left = mean; left > 0; left -= 100) {
            double floor = Math.exp(-Math.min(left, 100));
            for (double product = random.nextDouble(); product > floor; product *= random.nextDouble()) {
                count++;
            }
        }
        return count;
    }
}
