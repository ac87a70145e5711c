package dev.quotarouter.quota;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How full a quota window is at one moment.
 *
 * @param dimension what is counted
 * @param span over which time
 * @param used what ended attempts have taken
 * @param reserved what attempts under way have taken
 * @param limit how much there is in all; empty if nobody has said
 * @param resetsAt when the day ends, or when the oldest use leaves the minute; empty for an empty minute
 * @param fullUntil until when the provider declared it full, whatever the count says; empty if it did not
 */
public record WindowUsage(
        QuotaDimension dimension,
        QuotaSpan span,
        long used,
        long reserved,
        OptionalLong limit,
        Optional<Instant> resetsAt,
        Optional<Instant> fullUntil) {
    /** Checks that nothing is null. */
    public WindowUsage {
        requireNonNull(dimension, "dimension");
        requireNonNull(span, "span");
        requireNonNull(limit, "limit");
        requireNonNull(resetsAt, "resetsAt");
        requireNonNull(fullUntil, "fullUntil");
    }

    /** {@return what is left: never negative, 0 while declared full; empty if the limit is unknown} */
    public OptionalLong remaining() {
        if (fullUntil.isPresent()) {
            return OptionalLong.of(0);
        }
        return limit.isPresent() ? OptionalLong.of(Math.max(0, limit.getAsLong() - used - reserved)) : limit;
    }
}
