package dev.quotarouter.internal.admission;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a name stands for: tiers of deployments. Within a tier they are interchangeable; the next tier is asked only where the
 * one before has nobody. Immutable.
 */
public final class Route {
    private final String name;
    private final List<Tier> tiers;
    private final List<Slot> slots;
    private final Tier all;
    private final int width;
    private final Duration longestTimeout;
    private final List<ModelBooks> models;
    private final Map<Slot, AttemptTerms> attempts;
    private final Detours detours;

    /**
     * A route.
     *
     * @param name the name that is asked for
     * @param tiers the deployments, first choice first
     */
    public Route(String name, List<List<Slot>> tiers) {
        this(name, tiers, Map.of(), Map.of(), Detours.NONE);
    }

    /**
     * A route of which more is said, with others beside it.
     *
     * @param name the name that is asked for
     * @param tiers the deployments, first choice first
     * @param weights the weight of each deployment that has one under this name
     * @param attempts what follows the failures of each deployment of which that is said under this name
     * @param detours where to go instead for a reason
     */
    public Route(
            String name,
            List<List<Slot>> tiers,
            Map<Slot, Double> weights,
            Map<Slot, AttemptTerms> attempts,
            Detours detours) {
        this.name = name;
        this.attempts = Map.copyOf(attempts);
        this.detours = detours;
        Map<Slot, Double> written = Map.copyOf(weights);
        this.tiers = tiers.stream().map(slots -> new Tier(slots, written)).toList();
        this.slots = tiers.stream().flatMap(List::stream).toList();
        this.all = this.tiers.size() == 1 ? this.tiers.get(0) : new Tier(slots, written);
        this.width = tiers.stream().mapToInt(List::size).max().orElse(0);
        this.models = slots.stream().map(Slot::modelBooks).distinct().toList();
        this.longestTimeout = Stream.concat(slots.stream(), detours.slots())
                .map(Slot::timeout)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * Where to go instead of a route.
     *
     * @param own the deployments of the name itself, without its fallbacks
     * @param tooLong the route for a prompt that is too long for each of them; empty if there is none
     * @param blocked the route for what a provider would not answer; empty if there is none
     */
    public record Detours(List<Slot> own, Optional<Route> tooLong, Optional<Route> blocked) {
        /** There is no other way. */
        public static final Detours NONE = new Detours(List.of(), Optional.empty(), Optional.empty());

        /** Copies the list. */
        public Detours {
            own = List.copyOf(own);
        }

        Stream<Slot> slots() {
            return Stream.of(tooLong, blocked).flatMap(Optional::stream).flatMap(route -> route.slots().stream());
        }
    }

    /** {@return where to go instead for a reason} */
    public Detours detours() {
        return detours;
    }

    /** {@return the way for the demand: this one, but for a prompt that is known to be too long for the name's own deployments} */
    public Route forPromptOf(Demand demand) {
        boolean tooLong =
                detours.tooLong().isPresent() && detours.own().stream().noneMatch(slot -> slot.mayFit(demand));
        return tooLong ? detours.tooLong().get() : this;
    }

    /** {@return the name that is asked for} */
    public String name() {
        return name;
    }

    /** {@return all deployments, tier by tier} */
    public List<Slot> slots() {
        return slots;
    }

    /** {@return what follows the deployment's failures; nothing where nothing is said} */
    public AttemptTerms attempts(Slot slot) {
        return attempts.getOrDefault(slot, AttemptTerms.NONE);
    }

    /** {@return the longest time that one attempt may take} */
    public Duration longestTimeout() {
        return longestTimeout;
    }

    /** {@return how many deployments write shorter replies than the demand may want: where it is the same number, it is the same ones} */
    public long tooShortRepliesFor(Demand demand) {
        return slots.stream().filter(slot -> !slot.mayReply(demand)).count();
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

    /** {@return all deployments, as if they were interchangeable} */
    Tier all() {
        return all;
    }

    /** {@return the size of the largest tier} */
    int width() {
        return width;
    }
}
