package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Tried;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.routing.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a place for one request: where it may go under the configuration in force, who has failed for it, and what it holds
 * there. Whenever it looks it looks by the newest configuration. Not thread-safe.
 */
final class Placement {
    private final ChatRequest request;
    private final boolean streaming;
    private final Plans plans;
    private final Tried tried = new Tried();

    private Plan plan;
    private Route route;
    private Demand demand;
    private Selection selection;
    private Detour detour = Detour.NONE;
    private boolean holds;
    private boolean asksAgain;
    private @Nullable NoSuitableDeploymentException gone;

    /** Requests of one kind are served or not served alike, tokens apart. */
    private record Kind(Route route, Set<?> capabilities, long shortReplies, Object tried, boolean asksAgain) {}

    /** Why a request does not go the usual way; the later reason goes before the earlier. */
    private enum Detour {
        NONE,
        TOO_LONG,
        BLOCKED;

        static Detour after(FailureKind kind) {
            return kind == FailureKind.CONTEXT_WINDOW_EXCEEDED
                    ? TOO_LONG
                    : kind == FailureKind.CONTENT_BLOCKED ? BLOCKED : NONE;
        }
    }

    /**
     * Nothing is held yet.
     *
     * @throws NoSuitableDeploymentException if nothing goes by the request's name
     */
    Placement(ChatRequest request, boolean streaming, Plans plans) {
        this.request = request;
        this.streaming = streaming;
        this.plans = plans;
        demand = Demand.of(request);
        plan = plans.plan(request);
        route = plan.route().forPromptOf(demand);
        selection = plan.selector().selectionFor(route, streaming);
    }

    /** {@return how the request is served, as of the last look} */
    Plan plan() {
        return plan;
    }

    /** {@return where it may go, as of the last look} */
    Route route() {
        return route;
    }

    /** {@return whether room is held for a call} */
    boolean holds() {
        return holds;
    }

    /** {@return what is held} */
    Selection selection() {
        return selection;
    }

    /** {@return why there is no way any more: its name is gone from the configuration} */
    Optional<NoSuitableDeploymentException> gone() {
        return Optional.ofNullable(gone);
    }

    /** {@return the input tokens of the demand as its provider estimates them; empty where not all of it is known} */
    OptionalLong estimate() {
        return demand.isAllKnown()
                ? OptionalLong.of(demand.tokens(selection.slot().provider()))
                : OptionalLong.empty();
    }

    /** What is asked from now on: it may need other room and other abilities. */
    void ask(ChatRequest asked) {
        demand = Demand.of(asked);
    }

    /** Takes room, if anybody has it; those who have failed are asked again only if nobody else serves in time. */
    boolean tryTake(long now, long deadline) {
        look();
        asksAgain = false;
        if (tryAdmit(now)) {
            return true;
        }
        asksAgain = !tried.isEmpty() && plan.selector().servesAt(route, demand, tried, now) >= deadline;
        return asksAgain && tryAdmit(now);
    }

    /** Takes room, if anybody has it who may be asked. */
    boolean tryAdmit(long now) {
        look();
        holds = gone == null
                && (plan.selector().select(route, demand, tried, now, selection)
                        || (asksAgain && plan.selector().selectAgain(route, demand, tried, now, selection)));
        return holds;
    }

    /** The call has been made: what is held is settled by those who know what came of it. */
    void used() {
        holds = false;
    }

    /** {@return when the request can be served, as far as is known now} */
    long servesAt(long now) {
        look();
        if (gone != null) {
            return QuotaPool.NEVER;
        }
        long at = plan.selector().servesAt(route, demand, tried, now);
        return asksAgain ? Math.min(at, plan.selector().servesAgainAt(route, demand, tried, now)) : at;
    }

    /** {@return the same by the clock alone} */
    long wakesAt(long now) {
        look();
        if (gone != null) {
            return QuotaPool.NEVER;
        }
        long at = plan.selector().wakesAt(route, demand, tried, now);
        return asksAgain ? Math.min(at, plan.selector().wakesAgainAt(route, demand, tried, now)) : at;
    }

    /** {@return when a request like this one, for which nobody has failed yet, can be served} */
    long newRequestServedAt(long now) {
        return plan.selector().servesAt(route, Demand.of(request), new Tried(), now);
    }

    /** {@return why nobody serves} */
    List<Refusal> survey(long now) {
        return plan.selector().survey(route, demand, tried, now);
    }

    /** {@return what decides whether a place is found} */
    WaitingRoom.Wish wish(long now) {
        Kind kind =
                new Kind(route, demand.capabilities(), route.tooShortRepliesFor(demand), tried.asValue(now), asksAgain);
        return new WaitingRoom.Wish(request.model(), kind, demand.tokens());
    }

    /** The deployment failed: it is not asked again before the instant, and its model not at all if the request is the reason. */
    void exclude(Verdict verdict, long again) {
        // What a model cannot do it cannot do the next time either.
        tried.add(selection.slot(), verdict.blame() == Verdict.Blame.ABILITY ? QuotaPool.NEVER : again);
        if (verdict.blame() == Verdict.Blame.REQUEST_ON_MODEL) {
            route.slots().stream()
                    .filter(slot -> slot.modelBooks() == selection.slot().modelBooks())
                    .forEach(slot -> tried.add(slot, QuotaPool.NEVER));
        }
    }

    /**
     * After some failures a request goes another way than usual, if there is one: a prompt that is too long to others first, what
     * was blocked to others alone.
     *
     * @return whether there is one, and somebody there who has not failed
     */
    boolean tryDetour(FailureKind kind) {
        Detour reason = Detour.after(kind);
        if (reason.compareTo(detour) > 0 && way(plan.route(), reason).isPresent()) {
            detour = reason;
            go(way(plan.route(), reason).get());
        }
        return reason != Detour.NONE
                && reason == detour
                && route.slots().stream().anyMatch(slot -> !tried.has(slot));
    }

    // Nothing is held at this moment, so that nothing is lost.
    private void look() {
        if (plan.edition() == plans.edition() || gone != null) {
            return;
        }
        try {
            plan = plans.plan(request);
            go(way(plan.route(), detour).orElse(plan.route()));
        } catch (NoSuitableDeploymentException e) {
            gone = e;
        }
    }

    private void go(Route way) {
        route = detour == Detour.NONE ? way.forPromptOf(demand) : way;
        selection = plan.selector().selectionFor(route, streaming);
    }

    private static Optional<Route> way(Route route, Detour reason) {
        return switch (reason) {
            case NONE -> Optional.of(route);
            case TOO_LONG -> route.detours().tooLong();
            case BLOCKED -> route.detours().blocked();
        };
    }
}
