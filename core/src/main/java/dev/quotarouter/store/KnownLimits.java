package dev.quotarouter.store;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * The limits of a pool as a router knows them: declared, or learned. An empty one is unknown, not infinite.
 *
 * @param rpm requests per minute
 * @param tpm input tokens per minute
 * @param rpd requests per day
 * @param tpd input tokens per day
 */
public record KnownLimits(OptionalLong rpm, OptionalLong tpm, OptionalLong rpd, OptionalLong tpd) {
    /** Checks that nothing is null. */
    public KnownLimits {
        requireNonNull(rpm, "rpm");
        requireNonNull(tpm, "tpm");
        requireNonNull(rpd, "rpd");
        requireNonNull(tpd, "tpd");
    }
}
