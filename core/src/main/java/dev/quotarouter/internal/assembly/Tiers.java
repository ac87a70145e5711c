package dev.quotarouter.internal.assembly;

import dev.quotarouter.internal.admission.AttemptTerms;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Route.Detours;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.assembly.ModelGroup.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the tiers of a route; a deployment stands in the first one that it is of. Not thread-safe. */
final class Tiers {
    private final Set<Slot> slots = new LinkedHashSet<>();
    private final List<List<Slot>> slotsByTier = new ArrayList<>();
    private final Map<Slot, Double> weights = new LinkedHashMap<>();
    private final Map<Slot, AttemptTerms> attempts = new LinkedHashMap<>();

    /** Adds a tier, if it has anyone who stands in none yet. */
    void add(List<Member> members) {
        List<Slot> tier = new ArrayList<>();
        for (Member member : members) {
            if (slots.add(member.slot())) {
                tier.add(member.slot());
                member.weight().ifPresent(weight -> weights.put(member.slot(), weight));
                attempts.put(member.slot(), member.attempts());
            }
        }
        if (!tier.isEmpty()) {
            slotsByTier.add(tier);
        }
    }

    /** {@return all deployments, tier by tier} */
    List<Slot> slots() {
        return List.copyOf(slots);
    }

    /** {@return the route along these tiers} */
    Route route(String name, Detours detours) {
        return new Route(name, slotsByTier, weights, attempts, detours);
    }
}
