package dev.quotarouter.store;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the provider's refusals have taught of one window.
 *
 * @param dimension what is counted
 * @param span over which time
 * @param fullUntil until when the provider called it full
 * @param named the limit that the provider named
 * @param share how much of it is ours, as refusals have shown that no limit explains
 */
public record WindowKnowledge(
        QuotaDimension dimension,
        QuotaSpan span,
        Optional<Instant> fullUntil,
        Optional<Named> named,
        Optional<Share> share) {
    /** Checks that nothing is null. */
    public WindowKnowledge {
        requireNonNull(dimension, "dimension");
        requireNonNull(span, "span");
        requireNonNull(fullUntil, "fullUntil");
        requireNonNull(named, "named");
        requireNonNull(share, "share");
    }

    /**
     * A limit that was named.
     *
     * @param limit the limit
     * @param until when it is no longer believed
     */
    public record Named(long limit, Instant until) {}

    /**
     * What others leave us.
     *
     * @param most how much may be used
     * @param raisedAt when more is tried again
     * @param interval how long that then stays
     */
    public record Share(long most, Instant raisedAt, Duration interval) {}

    /** {@return what of it is not over: a share never is, as it only rises} */
    WindowKnowledge at(Instant now) {
        return new WindowKnowledge(
                dimension,
                span,
                fullUntil.filter(now::isBefore),
                named.filter(limit -> now.isBefore(limit.until())),
                share);
    }

    /** {@return whether anything is known} */
    public boolean isAnything() {
        return fullUntil.isPresent() || named.isPresent() || share.isPresent();
    }
}
