package dev.quotarouter.internal.admission;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a name stands for: tiers of deployments. Within a tier they are interchangeable; the next tier is asked only where the
 * one before has nobody. Immutable.
 */
public final class Route {
    private final String name;
    private final List<Tier> tiers;
    private final List<Slot> slots;
    private final int width;
    private final Duration longestTimeout;
    private final List<ModelBooks> models;

    /**
     * A route.
     *
     * @param name the name that is asked for
     * @param tiers the deployments, first choice first
     */
    public Route(String name, List<List<Slot>> tiers) {
        this(name, tiers, Map.of());
    }

    /**
     * A route whose deployments have weights.
     *
     * @param name the name that is asked for
     * @param tiers the deployments, first choice first
     * @param weights the weight of each deployment that has one under this name
     */
    public Route(String name, List<List<Slot>> tiers, Map<Slot, Double> weights) {
        this.name = name;
        Map<Slot, Double> written = Map.copyOf(weights);
        this.tiers = tiers.stream().map(slots -> new Tier(slots, written)).toList();
        this.slots = tiers.stream().flatMap(List::stream).toList();
        this.width = tiers.stream().mapToInt(List::size).max().orElse(0);
        this.models = slots.stream().map(Slot::modelBooks).distinct().toList();
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

    /** {@return in how many nanoseconds the fastest of its models nearly always replies; 0 while that is not known of each} */
    public long mostReplyNanos() {
        long most = Long.MAX_VALUE;
        for (ModelBooks model : models) {
            most = Math.min(most, model.mostReplyNanos());
        }
        return models.isEmpty() ? 0 : most;
    }

    /** {@return the tiers, first choice first} */
    List<Tier> tiers() {
        return tiers;
    }

    /** {@return the size of the largest tier} */
    int width() {
        return width;
    }
}
