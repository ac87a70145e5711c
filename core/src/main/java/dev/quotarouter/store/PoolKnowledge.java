package dev.quotarouter.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the provider's refusals have taught of a pool.
 *
 * @param closedUntil until when it serves nothing; empty if it is open
 * @param windows what is known of its windows; those of which nothing is known may be left out
 */
public record PoolKnowledge(Optional<Instant> closedUntil, List<WindowKnowledge> windows) {
    /** Nothing was learned. */
    public static final PoolKnowledge NONE = new PoolKnowledge(Optional.empty(), List.of());

    /** Copies the list. */
    public PoolKnowledge {
        requireNonNull(closedUntil, "closedUntil");
        windows = List.copyOf(windows);
    }

    /** {@return what of it is not over} */
    public PoolKnowledge at(Instant now) {
        return new PoolKnowledge(
                closedUntil.filter(now::isBefore),
                windows.stream()
                        .map(window -> window.at(now))
                        .filter(WindowKnowledge::isAnything)
                        .toList());
    }

    /** {@return whether anything is known} */
    public boolean isAnything() {
        return closedUntil.isPresent() || !windows.isEmpty();
    }
}
