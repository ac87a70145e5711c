package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.budget.Budget;
import dev.quotarouter.internal.cooldown.Circuit;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.load.Load;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.util.EnumSet;

/**
 * A deployment at work: what it calls, and the books that decide whether it may. The books may be shared: a pool by the keys
 * of one project, a key's gate by the models it opens, a model's circuit by all projects.
 *
 * @param id the deployment's id
 * @param model provider and model: {@code gemini/gemini-2.5-pro}
 * @param provider who is called
 * @param connection the way there
 * @param key shut when the key is rejected
 * @param project shut when the project is rejected
 * @param modelBooks what is known of the model
 * @param pool what the project may use of the model
 * @param circuit keeps the deployment out of use after failures
 * @param timeout how long one attempt may take
 * @param streamTimeout how long a stream may be silent
 * @param terms on which terms it is used
 * @param load what it is doing
 */
public record Slot(
        String id,
        String model,
        ChatProvider provider,
        ChatConnection connection,
        Gate key,
        Gate project,
        ModelBooks modelBooks,
        QuotaPool pool,
        Circuit circuit,
        Duration timeout,
        Duration streamTimeout,
        Terms terms,
        Load load) {
    /** {@return the input tokens of the demand, as this deployment's model will about count them} */
    public long tokens(Demand demand) {
        long estimate = demand.tokens(provider);
        long corrected = modelBooks.corrected(estimate);
        return corrected <= estimate ? corrected : within(pool.largestRequest(), estimate, corrected);
    }

    /** Only the estimate itself may say that a request will never fit: what was learned must not lock it out for good. */
    static long within(long largestRequest, long estimate, long corrected) {
        return Math.max(estimate, Math.min(corrected, largestRequest));
    }

    /** {@return what the demand is expected to cost here, in US dollars; infinite where no price is known} */
    public double expectedCost(Demand demand) {
        return terms.tariff().dollars(tokens(demand), outputTokens(demand));
    }

    /** {@return the same in picodollars, as budgets count; zero where no price is known} */
    long expectedCharge(Demand demand) {
        return terms.budgets().isEmpty() ? 0 : terms.tariff().cost(tokens(demand), outputTokens(demand));
    }

    /** {@return whether every budget that the call would be paid from has room for it} */
    boolean hasMoneyFor(Demand demand, long now) {
        return terms.budgets().isEmpty() || terms.budgets().hasRoom(expectedCharge(demand), now);
    }

    private long outputTokens(Demand demand) {
        return demand.outputBound().orElse(modelBooks.meanOutput());
    }

    /** {@return whether the deployment could serve the demand at some time, whatever its quota and its health are now} */
    public boolean isOpenTo(Demand demand) {
        return !key.isShut() && !project.isShut() && canDo(demand);
    }

    /** {@return whether the prompt is not known to be too long for the model} */
    boolean mayFit(Demand demand) {
        return demand.tokens(provider) <= terms.sizes().longestEstimate();
    }

    /** {@return whether the model writes replies as long as the demand may want} */
    boolean mayReply(Demand demand) {
        return demand.replyBound() <= terms.sizes().longestReply();
    }

    boolean canDo(Demand demand) {
        return demand.capabilities().isEmpty()
                || modelBooks.profile().capabilities().containsAll(demand.capabilities());
    }

    /** {@return whether the deployment could serve the demand now, and if not, the first reason why} */
    Availability availability(Demand demand, long now) {
        if (key.isShut()) {
            return Availability.KEY_BLOCKED;
        }
        if (project.isShut()) {
            return Availability.PROJECT_BLOCKED;
        }
        if (!canDo(demand)) {
            return Availability.CAPABILITY_MISSING;
        }
        if (!mayFit(demand)) {
            return Availability.CONTEXT_TOO_SMALL;
        }
        if (!mayReply(demand)) {
            return Availability.OUTPUT_TOO_SMALL;
        }
        if (!circuit.isPassable(now)) {
            return Availability.COOLING_DOWN;
        }
        if (!modelBooks.circuit().isPassable(now)) {
            return Availability.MODEL_COOLING_DOWN;
        }
        if (!hasMoneyFor(demand, now)) {
            return Availability.BUDGET_SPENT;
        }
        Availability room = pool.availability(tokens(demand), now);
        return room == Availability.AVAILABLE && load.inFlight().isFull() ? Availability.AT_CAPACITY : room;
    }

    /**
     * {@return when the deployment could serve the demand, as far as is known now: at any moment if only a call under way has to
     * end; {@link QuotaPool#NEVER} if nothing brings that about}
     */
    long servesAt(Demand demand, long now) {
        long healthyAt = Math.max(circuit.mayOpenAt(now), modelBooks.circuit().mayOpenAt(now));
        long moneyAt = terms.budgets().roomAt(expectedCharge(demand), now);
        return servesAt(availability(demand, now), Math.max(healthyAt, moneyAt), demand, now);
    }

    /** {@return the same by the clock alone: {@link QuotaPool#NEVER} also if a call under way has to end} */
    long wakesAt(Demand demand, long now) {
        Availability found = availability(demand, now);
        if (found == Availability.AT_CAPACITY) {
            return QuotaPool.NEVER;
        }
        long healthyAt = Math.max(circuit.opensAt(now), modelBooks.circuit().opensAt(now));
        long moneyAt = terms.budgets().wakesAt(expectedCharge(demand), now);
        return servesAt(found, Math.max(healthyAt, moneyAt), demand, now);
    }

    private long servesAt(Availability found, long allowedAt, Demand demand, long now) {
        return switch (found) {
            case AVAILABLE, AT_CAPACITY -> now;
            case KEY_BLOCKED,
                    PROJECT_BLOCKED,
                    CAPABILITY_MISSING,
                    CONTEXT_TOO_SMALL,
                    OUTPUT_TOO_SMALL,
                    WINDOW_TOO_SMALL,
                    ALREADY_TRIED -> QuotaPool.NEVER;
            case POOL_CLOSED, COOLING_DOWN, MODEL_COOLING_DOWN, DAY_FULL, PACED, MINUTE_FULL, BUDGET_SPENT ->
                Math.max(allowedAt, pool.roomAt(tokens(demand), now));
        };
    }

    /** {@return what a person wants to know beyond the reason itself; may be empty} */
    String detail(Availability reason, Demand demand, long now) {
        return switch (reason) {
            case KEY_BLOCKED -> describe(key);
            case PROJECT_BLOCKED -> describe(project);
            case CAPABILITY_MISSING -> model + " lacks " + missing(demand);
            case CONTEXT_TOO_SMALL -> "about " + tokens(demand) + " tokens";
            case OUTPUT_TOO_SMALL ->
                "a reply of up to " + demand.replyBound() + " tokens; it writes "
                        + terms.sizes().longestReply();
            case WINDOW_TOO_SMALL -> "about " + tokens(demand) + " tokens in one request";
            case AT_CAPACITY -> load.inFlight().toString();
            case BUDGET_SPENT ->
                terms.budgets()
                        .spent(expectedCharge(demand), now)
                        .map(Budget::toString)
                        .orElse("");
            case AVAILABLE,
                    ALREADY_TRIED,
                    POOL_CLOSED,
                    COOLING_DOWN,
                    MODEL_COOLING_DOWN,
                    DAY_FULL,
                    PACED,
                    MINUTE_FULL -> "";
        };
    }

    private static String describe(Gate gate) {
        return gate.block().map(block -> gate.name() + ": " + block.message()).orElse("");
    }

    private EnumSet<Capability> missing(Demand demand) {
        EnumSet<Capability> missing = EnumSet.noneOf(Capability.class);
        missing.addAll(demand.capabilities());
        missing.removeAll(modelBooks.profile().capabilities());
        return missing;
    }

    @Override
    public String toString() {
        return id;
    }
}
