package dev.quotarouter.quota;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * What a project may use of a model. An empty limit is unknown, not infinite: the provider will say when it is reached.
 *
 * @param rpm requests per minute
 * @param tpm input tokens per minute
 * @param rpd requests per day
 */
public record QuotaLimits(OptionalLong rpm, OptionalLong tpm, OptionalLong rpd) {
    /** Nothing is known. */
    public static final QuotaLimits UNKNOWN =
            new QuotaLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public QuotaLimits {
        requireNotNegative("rpm", rpm);
        requireNotNegative("tpm", tpm);
        requireNotNegative("rpd", rpd);
    }

    /** {@return these limits with those of the other where this one knows none} */
    public QuotaLimits orElse(QuotaLimits other) {
        return new QuotaLimits(
                rpm.isPresent() ? rpm : other.rpm,
                tpm.isPresent() ? tpm : other.tpm,
                rpd.isPresent() ? rpd : other.rpd);
    }

    private static void requireNotNegative(String name, OptionalLong limit) {
        requireNonNull(limit, name);
        if (limit.isPresent() && limit.getAsLong() < 0) {
            throw new IllegalArgumentException(name + " must be zero or more, not " + limit.getAsLong());
        }
    }
}
