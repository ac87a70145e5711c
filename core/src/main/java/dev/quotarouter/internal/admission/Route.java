package dev.quotarouter.internal.admission;

import java.time.Duration;
import java.util.List;

/**
 * What a name stands for: tiers of deployments. Within a tier they are interchangeable; the next tier is asked only where the
 * one before has nobody. Immutable.
 */
public final class Route {
    private final String name;
    private final List<List<Slot>> tiers;
    private final List<Slot> slots;
    private final int width;
    private final Duration longestTimeout;

    /**
     * A route.
     *
     * @param name the name that is asked for
     * @param tiers the deployments, first choice first
     */
    public Route(String name, List<List<Slot>> tiers) {
        this.name = name;
        this.tiers = tiers.stream().map(List::copyOf).toList();
        this.slots = this.tiers.stream().flatMap(List::stream).toList();
        this.width = this.tiers.stream().mapToInt(List::size).max().orElse(0);
        this.longestTimeout =
                slots.stream().map(Slot::timeout).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** {@return the name that is asked for} */
    public String name() {
        return name;
    }

    /** {@return all deployments, tier by tier} */
    public List<Slot> slots() {
        return slots;
    }

    /** {@return the longest time that one attempt may take} */
    public Duration longestTimeout() {
        return longestTimeout;
    }

    List<List<Slot>> tiers() {
        return tiers;
    }

    /** {@return the size of the largest tier} */
    int width() {
        return width;
    }
}
