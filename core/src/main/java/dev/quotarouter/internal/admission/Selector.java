package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.routing.Refusal;
import dev.quotarouter.routing.RoutingStrategy;
import dev.quotarouter.routing.Sampling;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses a deployment that can serve, and takes what the call needs.
 *
 * <p>Small tiers are compared whole. Of large ones a few are drawn at random and the best of these is taken: that keeps equal
 * deployments equal within a call or two and costs the same at ten thousand; a strategy may ask for {@linkplain Sampling other
 * draws}. Only when no drawn one can serve are all looked at, so that drawing affects balance and never capacity. Thread-safe.
 */
public final class Selector {
    private static final Logger log = LoggerFactory.getLogger(Selector.class);

    /** The largest number of candidates that a strategy sees at once. */
    private static final int MOST_COMPARED = 64;

    /** How many candidates of a large tier are compared. */
    private static final int DRAWN = 8;

    /**
     * How often is drawn for them: where nine in ten have spent their day, that still finds several, and costs little beside
     * looking at all.
     */
    private static final int MOST_DRAWS = 64;

    /** How often a large tier is compared whole, while others take what was chosen. */
    private static final int MOST_ROUNDS = 8;

    private final RoutingStrategy strategy;
    private final Sampling sampling;
    private final RandomGenerator random;

    /**
     * A selector.
     *
     * @param strategy orders those who can serve; foreign code, called with nothing held
     * @param random the router's source of chance
     */
    public Selector(RoutingStrategy strategy, RandomGenerator random) {
        this.strategy = strategy;
        this.sampling = strategy.sampling();
        this.random = random;
    }

    /**
     * {@return an empty selection for decisions on the route}
     *
     * @param streaming whether the request is a stream
     */
    public Selection selectionFor(Route route, boolean streaming) {
        return new Selection(Math.min(MOST_COMPARED, route.width()), streaming);
    }

    /**
     * Chooses among the deployments that have not failed for this request.
     *
     * @return whether the selection now holds a deployment and what a call to it needs
     */
    public boolean select(Route route, Demand demand, Tried tried, long now, Selection selection) {
        List<Tier> tiers = route.tiers();
        // By index: an iterator would be the decision's only garbage.
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            boolean found = tier.size() > MOST_COMPARED
                    ? selectInLarge(tier, demand, tried, now, selection)
                    : selectAmongAll(tier, demand, tried, now, selection);
            if (found) {
                return true;
            }
        }
        return false;
    }

    /** Chooses among the deployments that have failed for this request and may be asked again by now. */
    public boolean selectAgain(Route route, Demand demand, Tried tried, long now, Selection selection) {
        Shortlist candidates = selection.candidates();
        Tier all = route.all();
        candidates.begin(all, demand, now);
        for (int position = 0; position < all.size(); position++) {
            Slot slot = all.slot(position);
            if (tried.has(slot) && tried.againAt(slot) <= now && !candidates.isFull()) {
                candidates.offer(position);
            }
        }
        return takeBest(demand, now, selection);
    }

    /** {@return when the first deployment that has not failed can serve; {@link QuotaPool#NEVER} if nothing brings that about} */
    public long servesAt(Route route, Demand demand, Tried tried, long now) {
        return earliest(route, tried, slot -> slot.servesAt(demand, now));
    }

    /** {@return the same by the clock alone: what waits for the end of a call counts as never} */
    public long wakesAt(Route route, Demand demand, Tried tried, long now) {
        return earliest(route, tried, slot -> slot.wakesAt(demand, now));
    }

    /** {@return when the first deployment that has failed may be asked again and can serve} */
    public long servesAgainAt(Route route, Demand demand, Tried tried, long now) {
        return earliestAgain(route, tried, slot -> slot.servesAt(demand, now));
    }

    /** {@return the same by the clock alone: what waits for the end of a call counts as never} */
    public long wakesAgainAt(Route route, Demand demand, Tried tried, long now) {
        return earliestAgain(route, tried, slot -> slot.wakesAt(demand, now));
    }

    private static long earliest(Route route, Tried tried, ToLongFunction<Slot> at) {
        return route.slots().stream()
                .filter(slot -> !tried.has(slot))
                .mapToLong(at)
                .min()
                .orElse(QuotaPool.NEVER);
    }

    private static long earliestAgain(Route route, Tried tried, ToLongFunction<Slot> at) {
        return route.slots().stream()
                .filter(tried::has)
                .mapToLong(slot -> Math.max(tried.againAt(slot), at.applyAsLong(slot)))
                .min()
                .orElse(QuotaPool.NEVER);
    }

    /** {@return for each deployment of the route whether it could serve now, and if not, why and until when} */
    public List<Refusal> survey(Route route, Demand demand, Tried tried, long now) {
        return route.slots().stream()
                .map(slot -> survey(slot, demand, tried, now))
                .toList();
    }

    /** {@return the deployment that would be chosen now, with nothing taken; empty if none can serve} */
    public Optional<Slot> preview(Route route, Demand demand, long now) {
        Shortlist candidates = selectionFor(route, false).candidates();
        for (Tier tier : route.tiers()) {
            collect(tier, demand, new Tried(), now, candidates);
            if (candidates.size() > 0) {
                return Optional.of(candidates.slot(choose(candidates)));
            }
        }
        return Optional.empty();
    }

    /** {@return whether the deployment could serve the demand now, and if not, why and until when} */
    public static Refusal survey(Slot slot, Demand demand, Tried tried, long now) {
        Availability found = slot.availability(demand, now);
        if (found == Availability.AVAILABLE && tried.has(slot)) {
            found = Availability.ALREADY_TRIED;
        }
        long at = slot.servesAt(demand, now);
        Optional<Instant> until =
                at == QuotaPool.NEVER || at <= now ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
        return new Refusal(slot.id(), found, until, slot.detail(found, demand, now));
    }

    private boolean selectInLarge(Tier tier, Demand demand, Tried tried, long now, Selection selection) {
        if (sampling != Sampling.NONE) {
            return selectDrawn(tier, demand, tried, now, selection)
                    || selectAmongAll(tier, demand, tried, now, selection);
        }
        // Of those who lost in an earlier round of the comparison nobody is left when the winner is taken away.
        for (int round = 0; round < MOST_ROUNDS; round++) {
            collect(tier, demand, tried, now, selection.candidates());
            if (selection.candidates().size() == 0) {
                return false;
            }
            if (takeBest(demand, now, selection)) {
                return true;
            }
        }
        return false;
    }

    private boolean selectDrawn(Tier tier, Demand demand, Tried tried, long now, Selection selection) {
        Shortlist candidates = selection.candidates();
        candidates.begin(tier, demand, now);
        boolean byWeight = sampling == Sampling.BY_WEIGHT;
        int enough = byWeight ? 1 : DRAWN;
        for (int i = 0; i < MOST_DRAWS && candidates.size() < enough; i++) {
            offer(tier, byWeight ? tier.shares().draw(random) : random.nextInt(tier.size()), tried, candidates);
        }
        return takeBest(demand, now, selection);
    }

    private boolean selectAmongAll(Tier tier, Demand demand, Tried tried, long now, Selection selection) {
        collect(tier, demand, tried, now, selection.candidates());
        return takeBest(demand, now, selection);
    }

    private void collect(Tier tier, Demand demand, Tried tried, long now, Shortlist candidates) {
        candidates.begin(tier, demand, now);
        // In a large tier the first ones found are taken: starting anywhere, so that no one is always first.
        int start = tier.size() > MOST_COMPARED ? random.nextInt(tier.size()) : 0;
        for (int i = 0; i < tier.size(); i++) {
            if (candidates.isFull()) {
                if (sampling != Sampling.NONE) {
                    return;
                }
                candidates.keepOnly(choose(candidates));
            }
            int at = start + i < tier.size() ? start + i : start + i - tier.size();
            offer(tier, at, tried, candidates);
        }
    }

    private static void offer(Tier tier, int position, Tried tried, Shortlist candidates) {
        if (!tried.has(tier.slot(position))) {
            candidates.offer(position);
        }
    }

    private boolean takeBest(Demand demand, long now, Selection selection) {
        Shortlist candidates = selection.candidates();
        while (candidates.size() > 0) {
            int row = candidates.size() == 1 ? 0 : choose(candidates);
            if (selection.tryTake(candidates.slot(row), demand, now)) {
                return true;
            }
            // Someone else took the last room first.
            candidates.remove(row);
        }
        return false;
    }

    private int choose(Shortlist candidates) {
        try {
            int row = strategy.choose(candidates, random);
            return row >= 0 && row < candidates.size() ? row : 0;
        } catch (RuntimeException e) {
            log.warn("the routing strategy failed; the first candidate is taken", e);
            return 0;
        }
    }
}
