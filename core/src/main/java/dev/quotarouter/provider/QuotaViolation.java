package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.util.OptionalLong;

/**
 * A window that the provider named when it refused a call.
 *
 * @param dimension what is counted
 * @param span over which time
 * @param limit the true limit of the window; empty if the provider did not say
 */
public record QuotaViolation(QuotaDimension dimension, QuotaSpan span, OptionalLong limit) {
    /** Checks that nothing is null. */
    public QuotaViolation {
        requireNonNull(dimension, "dimension");
        requireNonNull(span, "span");
        requireNonNull(limit, "limit");
    }
}
