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
 * @param limit how much there is in all; empty if nobody has said and no refusal has shown
 * @param source who says so; empty if there is no limit
 * @param share how much of the limit others leave us, as refusals have shown; empty if nobody else is known to use it
 * @param resetsAt when the day ends, or when the oldest use leaves the minute; empty for an empty minute
 * @param fullUntil until when the provider declared it full, whatever the count says; empty if it did not
 */
public record WindowUsage(
        QuotaDimension dimension,
        QuotaSpan span,
        long used,
        long reserved,
        OptionalLong limit,
        Optional<LimitSource> source,
        OptionalLong share,
        Optional<Instant> resetsAt,
        Optional<Instant> fullUntil) {
    /** Checks that nothing is null. */
    public WindowUsage {
        requireNonNull(dimension, "dimension");
        requireNonNull(span, "span");
        requireNonNull(limit, "limit");
        requireNonNull(source, "source");
        requireNonNull(share, "share");
        requireNonNull(resetsAt, "resetsAt");
        requireNonNull(fullUntil, "fullUntil");
    }

    /** {@return what is left for us: never negative, 0 while declared full; empty if the limit is unknown} */
    public OptionalLong remaining() {
        if (fullUntil.isPresent()) {
            return OptionalLong.of(0);
        }
        OptionalLong ours = share.isPresent() ? share : limit;
        return ours.isPresent() ? OptionalLong.of(Math.max(0, ours.getAsLong() - used - reserved)) : ours;
    }

    /** {@return the window for people to read: {@code REQUESTS per MINUTE: 3 used, 1 reserved of 5 (DECLARED), 1 left} and so on} */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder()
                .append(dimension + " per " + span + ": " + used + " used, " + reserved + " reserved of ")
                .append(limit.isPresent() ? Long.toString(limit.getAsLong()) : "an unknown limit")
                .append(source.map(who -> " (" + who + ")").orElse(""));
        share.ifPresent(ours -> line.append(", ours are " + ours));
        remaining().ifPresent(rest -> line.append(", " + rest + " left"));
        fullUntil.ifPresent(end -> line.append(", declared full until " + end));
        resetsAt.ifPresent(at -> line.append(", resets at " + at));
        return line.toString();
    }
}
