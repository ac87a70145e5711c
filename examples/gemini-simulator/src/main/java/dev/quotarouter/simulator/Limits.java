package dev.quotarouter.simulator;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * What a project may use of a model. An empty limit is no limit at all; zero means that the project has no quota.
 *
 * @param rpm requests per minute
 * @param tpm input tokens per minute
 * @param rpd requests per calendar day in Los Angeles
 */
public record Limits(OptionalLong rpm, OptionalLong tpm, OptionalLong rpd) {
    /** Nothing is ever refused. */
    public static final Limits UNLIMITED = new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** No quota in any window: every call is refused with "limit: 0". */
    public static final Limits NONE = of(0, 0, 0);

    static final long GREATEST = 50_000_000;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is negative or greater than 50 million
     */
    public Limits {
        requireInRange("rpm", rpm);
        requireInRange("tpm", tpm);
        requireInRange("rpd", rpd);
    }

    /** {@return limits for all three windows} */
    public static Limits of(long rpm, long tpm, long rpd) {
        return new Limits(OptionalLong.of(rpm), OptionalLong.of(tpm), OptionalLong.of(rpd));
    }

    private static void requireInRange(String name, OptionalLong limit) {
        requireNonNull(limit, name);
        if (limit.isPresent() && (limit.getAsLong() < 0 || limit.getAsLong() > GREATEST)) {
            throw new IllegalArgumentException(name + " must be 0 to " + GREATEST + ", not " + limit.getAsLong());
        }
    }
}
