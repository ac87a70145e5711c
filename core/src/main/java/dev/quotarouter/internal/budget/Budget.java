package dev.quotarouter.internal.budget;

import dev.quotarouter.quota.BudgetUsage;
import dev.quotarouter.quota.MoneyBudget;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Money that may be spent in a period: what was spent of it, and what calls under way have reserved.
 *
 * <p>One immutable state and one compare-and-set. Instants are milliseconds since 1970. What costs nothing always has room.
 * Thread-safe.
 */
public final class Budget {
    /** An instant that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    /** Stands for no period: nothing was reserved. */
    static final long REFUSED = Long.MIN_VALUE;

    private final String name;
    private volatile MoneyBudget terms;
    private volatile long limit;
    private final ZoneId zone;
    private final AtomicReference<State> state;

    /**
     * A budget of which nothing is spent.
     *
     * @param name whose money it is, for people to read
     * @param zone at whose midnight its periods begin
     * @param now the present
     */
    public Budget(String name, MoneyBudget terms, ZoneId zone, long now) {
        this.name = name;
        this.terms = terms;
        this.zone = zone;
        limit = Picodollars.of(terms.limit());
        state = new AtomicReference<>(fresh(now));
    }

    /**
     * From now on another limit holds, for the same periods.
     *
     * @return whether the periods are the same: if not, nothing was changed
     */
    public boolean tryFollow(MoneyBudget next, ZoneId nextZone) {
        if (!zone.equals(nextZone) || !terms.period().equals(next.period())) {
            return false;
        }
        terms = next;
        limit = Picodollars.of(next.limit());
        return true;
    }

    private record State(long startsAt, long endsAt, long spent, long reserved) {
        long taken() {
            return Picodollars.plus(spent, reserved);
        }
    }

    /** Reserves the money; {@return the end of the period that it is taken from, or {@link #REFUSED}} */
    long tryReserve(long cost, long now) {
        while (true) {
            State known = state.get();
            State current = at(known, now);
            if (!admits(current, cost)) {
                return REFUSED;
            }
            State next = new State(
                    current.startsAt, current.endsAt, current.spent, Picodollars.plus(current.reserved, cost));
            if (state.compareAndSet(known, next)) {
                return next.endsAt;
            }
        }
    }

    /** Ends a reservation: so much was spent. Without effect once its period is over. */
    void settle(long periodEnd, long reserved, long spent) {
        state.updateAndGet(current -> current.endsAt == periodEnd
                ? new State(
                        current.startsAt,
                        current.endsAt,
                        Picodollars.plus(current.spent, spent),
                        Math.max(0, current.reserved - reserved))
                : current);
    }

    boolean hasRoom(long cost, long now) {
        return admits(at(state.get(), now), cost);
    }

    /**
     * {@return when there is room, as far as is known now: at any moment if only calls under way are in the way; {@link #NEVER}
     * if it is too much for a whole period}
     */
    long roomAt(long cost, long now) {
        State current = at(state.get(), now);
        boolean onlyReserved = Picodollars.plus(current.spent, cost) <= limit;
        return onlyReserved || cost == 0 ? now : resetFor(cost, current);
    }

    /** {@return the same by the clock alone: what waits for the end of a call has to wait for the next period} */
    long wakesAt(long cost, long now) {
        State current = at(state.get(), now);
        return admits(current, cost) ? now : resetFor(cost, current);
    }

    /** {@return what is spent and reserved} */
    public BudgetUsage usage(long now) {
        State current = at(state.get(), now);
        return new BudgetUsage(
                terms.limit(),
                Picodollars.dollars(current.spent),
                Picodollars.dollars(current.reserved),
                Instant.ofEpochMilli(current.endsAt));
    }

    /** {@return whose money it is} */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name + ": " + terms.limit().toPlainString() + " dollars per " + terms.period();
    }

    private long resetFor(long cost, State current) {
        return cost > limit ? NEVER : current.endsAt;
    }

    private boolean admits(State current, long cost) {
        return cost == 0 || Picodollars.plus(current.taken(), cost) <= limit;
    }

    /** A clock that was set back to before the period keeps what was spent: safe, not exact. */
    private State at(State known, long now) {
        if (now >= known.endsAt) {
            return fresh(now);
        }
        if (now < known.startsAt) {
            State earlier = fresh(now);
            return new State(earlier.startsAt, earlier.endsAt, known.spent, known.reserved);
        }
        return known;
    }

    private State fresh(long now) {
        Instant instant = Instant.ofEpochMilli(now);
        return new State(
                terms.period().startOf(instant, zone).toEpochMilli(),
                terms.period().endOf(instant, zone).toEpochMilli(),
                0,
                0);
    }
}
