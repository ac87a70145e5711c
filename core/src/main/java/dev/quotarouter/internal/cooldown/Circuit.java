package dev.quotarouter.internal.cooldown;

import dev.quotarouter.chat.FailureKind;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps a deployment, or a model, out of use after failures whose end nobody knows.
 *
 * <p>Closed, it lets everyone pass and counts failures in a row. When they are more than is forgiven it opens for a cooldown.
 * After that one caller is let through for a trial: its success closes the circuit, its failure opens it for twice as long.
 * Only the trial's own {@link Pass} moves the circuit then; should the trial never be reported, its lease ends it.
 *
 * <p>One immutable state and one compare-and-set. Thread-safe.
 */
public final class Circuit {
    // After this another may try: short enough to wait for, and a second trial beside a slow one does no harm.
    private static final long TRIAL_LEASE_MILLIS = 60_000;

    private final CooldownPolicy policy;
    private final AtomicReference<State> state = new AtomicReference<>(Closed.HEALTHY);

    /** A closed circuit. */
    public Circuit(CooldownPolicy policy) {
        this.policy = policy;
    }

    /** Permission to call, to be given back to the circuit with the outcome. */
    public static final class Pass {
        /** Not let through. */
        public static final Pass NONE = new Pass();

        private static final Pass ORDINARY = new Pass();

        private Pass() {}
    }

    private sealed interface State {}

    private record Closed(int failsInARow) implements State {
        static final Closed HEALTHY = new Closed(0);
    }

    private record Open(long until, int level) implements State {}

    private record Trial(Pass pass, long leaseUntil, int level) implements State {}

    /** {@return when someone may pass again; {@code now} or earlier if at once} */
    public long opensAt() {
        State current = state.get();
        if (current == Closed.HEALTHY) {
            return Long.MIN_VALUE;
        }
        if (current instanceof Open open) {
            return open.until;
        }
        return current instanceof Trial trial ? trial.leaseUntil : Long.MIN_VALUE;
    }

    /** {@return permission to call now; {@link Pass#NONE} while cooling down or while another holds the trial} */
    public Pass tryPass(long now) {
        State current = state.get();
        if (current instanceof Closed) {
            return Pass.ORDINARY;
        }
        if (now < opensAt()) {
            return Pass.NONE;
        }
        int level = current instanceof Open open ? open.level : ((Trial) current).level;
        Pass pass = new Pass();
        return state.compareAndSet(current, new Trial(pass, now + TRIAL_LEASE_MILLIS, level)) ? pass : Pass.NONE;
    }

    /**
     * The call succeeded, or failed in a way that proves the other side well.
     *
     * @return whether this ended a cooldown
     */
    public boolean succeeded(Pass pass) {
        State current = state.get();
        if (current instanceof Closed closed) {
            if (closed.failsInARow > 0) {
                state.compareAndSet(current, Closed.HEALTHY);
            }
            return false;
        }
        return holdsTrial(current, pass) && state.compareAndSet(current, Closed.HEALTHY);
    }

    /**
     * The call has begun well, and how it ends will be told later: a trial has succeeded, nothing else is changed.
     *
     * @return whether this ended a cooldown
     */
    public boolean trialSucceeded(Pass pass) {
        State current = state.get();
        return holdsTrial(current, pass) && state.compareAndSet(current, Closed.HEALTHY);
    }

    /**
     * The call failed.
     *
     * @return whether this began a cooldown
     */
    public boolean failed(Pass pass, FailureKind kind, long now) {
        while (true) {
            State current = state.get();
            State next = afterFailure(current, pass, kind, now);
            if (state.compareAndSet(current, next)) {
                return next instanceof Open && next != current;
            }
        }
    }

    /**
     * Keeps everyone out until an instant that is known, whatever the policy forgives; then one caller makes the trial.
     *
     * @return whether this is news: nobody was kept out so long before
     */
    public boolean rest(long until) {
        while (true) {
            State current = state.get();
            if (current instanceof Open open && open.until >= until) {
                return false;
            }
            if (state.compareAndSet(current, new Open(until, 0))) {
                return true;
            }
        }
    }

    /** The call ended without a word about the other side's health: the next caller may make the trial. */
    public void withdrew(Pass pass, long now) {
        State current = state.get();
        if (holdsTrial(current, pass)) {
            state.compareAndSet(current, new Open(now, ((Trial) current).level));
        }
    }

    private State afterFailure(State current, Pass pass, FailureKind kind, long now) {
        if (policy.isOff()) {
            return holdsTrial(current, pass) ? Closed.HEALTHY : current;
        }
        if (current instanceof Closed closed) {
            int fails = closed.failsInARow + 1;
            return policy.forgives(fails, kind) ? new Closed(fails) : new Open(now + policy.millis(0), 0);
        }
        if (holdsTrial(current, pass)) {
            int level = ((Trial) current).level + 1;
            return new Open(now + policy.millis(level), level);
        }
        // A call from before the cooldown: it tells nothing new.
        return current;
    }

    private static boolean holdsTrial(State current, Pass pass) {
        return current instanceof Trial trial && trial.pass == pass;
    }
}
