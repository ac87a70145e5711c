package dev.quotarouter.internal.cooldown;

import dev.quotarouter.chat.FailureKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.random.RandomGenerator;

/**
 * Keeps a deployment, or a model, out of use after failures whose end nobody knows.
 *
 * <p>Closed, it lets everyone pass and counts failures in a row. When they are more than is forgiven it opens for a cooldown.
 * After that one caller is let through for a trial: its success closes the circuit, its failure opens it for longer. Only the
 * trial's own {@link Pass} moves the circuit then; should the trial never be reported, its lease ends it.
 *
 * <p>One immutable state and one compare-and-set. Instants are milliseconds of the wall clock. Thread-safe.
 */
public final class Circuit {
    // What failed together shall not be tried together: each cooldown is longer by up to this part of it.
    private static final double JITTER = 0.1;
    // Below this a clock that went back is read as two threads that read it in turn.
    private static final long CLOCK_STEP_MILLIS = 1_000;

    // Every decision looks at the circuits of every deployment: a field of the circuit itself is one step nearer.
    private static final AtomicReferenceFieldUpdater<Circuit, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Circuit.class, State.class, "state");

    private volatile CooldownPolicy policy;
    private volatile long leaseMillis;
    private final RandomGenerator random;
    private volatile State state = Closed.HEALTHY;

    /**
     * A closed circuit.
     *
     * @param policy when it opens, and for how long
     * @param trialLease how long a trial may take before another is let through; longer than a call may take
     * @param random the router's source of chance
     */
    public Circuit(CooldownPolicy policy, Duration trialLease, RandomGenerator random) {
        this.policy = policy;
        this.leaseMillis = trialLease.toMillis();
        this.random = random;
    }

    /** From now on another policy decides; a cooldown that has begun ends when it would have. */
    public void follow(CooldownPolicy policy, Duration trialLease) {
        this.policy = policy;
        leaseMillis = trialLease.toMillis();
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

    /** Nobody passes until an instant; then, or with {@code trial} under way, one does. */
    private record Resting(Trouble trouble, long from, long until, Pass trial) implements State {
        boolean isOnTrial() {
            return trial != Pass.NONE;
        }
    }

    /** Since when there is trouble, and how many cooldowns did not help. */
    private record Trouble(long since, int level) {}

    /** {@return whether nobody is kept out now} One who then asks for a {@linkplain #tryPass pass} may still come too late for the trial. */
    public boolean isPassable(long now) {
        return state == Closed.HEALTHY || now >= opensAt(now);
    }

    /** {@return when someone may pass again; {@code now} or earlier if at once} */
    public long opensAt(long now) {
        return present(now) instanceof Resting resting ? resting.until : Long.MIN_VALUE;
    }

    /** {@return the same, but {@code now} while a trial is under way: it may end at any moment} */
    public long mayOpenAt(long now) {
        return present(now) instanceof Resting resting && !resting.isOnTrial() ? resting.until : now;
    }

    /** {@return permission to call now; {@link Pass#NONE} while cooling down or while another holds the trial} */
    public Pass tryPass(long now) {
        State current = present(now);
        if (current instanceof Closed) {
            return Pass.ORDINARY;
        }
        Resting resting = (Resting) current;
        if (now < resting.until) {
            return Pass.NONE;
        }
        Pass pass = new Pass();
        State trial = new Resting(resting.trouble, now, now + leaseMillis, pass);
        return STATE.compareAndSet(this, current, trial) ? pass : Pass.NONE;
    }

    /**
     * The call succeeded, or failed in a way that proves the other side well.
     *
     * @return whether this ended a cooldown
     */
    public boolean succeeded(Pass pass) {
        State current = state;
        if (current instanceof Closed closed) {
            if (closed.failsInARow > 0) {
                STATE.compareAndSet(this, current, Closed.HEALTHY);
            }
            return false;
        }
        return holdsTrial(current, pass) && STATE.compareAndSet(this, current, Closed.HEALTHY);
    }

    /**
     * The call has begun well, and how it ends will be told later: a trial has succeeded, nothing else is changed.
     *
     * @return whether this ended a cooldown
     */
    public boolean trialSucceeded(Pass pass) {
        State current = state;
        return holdsTrial(current, pass) && STATE.compareAndSet(this, current, Closed.HEALTHY);
    }

    /**
     * The call failed.
     *
     * @return whether this began a cooldown
     */
    public boolean failed(Pass pass, FailureKind kind, long now) {
        while (true) {
            State current = present(now);
            State next = afterFailure(current, pass, kind, now);
            if (STATE.compareAndSet(this, current, next)) {
                return next instanceof Resting && next != current;
            }
        }
    }

    /**
     * If the call was a trial, it failed; any other call changes nothing.
     *
     * @return whether this began a cooldown
     */
    public boolean trialFailed(Pass pass, long now) {
        State current = present(now);
        return holdsTrial(current, pass) && !policy.isOff() && STATE.compareAndSet(this, current, longer(current, now));
    }

    /**
     * Keeps everyone out until an instant that is known, whatever the policy forgives; then one caller makes the trial.
     *
     * @return whether this is news: nobody was kept out so long before
     */
    public boolean rest(long until) {
        // What is known by the calendar does not move when the clock is set.
        State rest = new Resting(new Trouble(until, 0), Long.MIN_VALUE, until, Pass.NONE);
        while (true) {
            State current = state;
            if (current instanceof Resting resting && !resting.isOnTrial() && resting.until >= until) {
                return false;
            }
            if (STATE.compareAndSet(this, current, rest)) {
                return true;
            }
        }
    }

    /** The call ended without a word about the other side's health: the next caller may make the trial. */
    public void withdrew(Pass pass, long now) {
        State current = present(now);
        if (holdsTrial(current, pass)) {
            STATE.compareAndSet(this, current, new Resting(((Resting) current).trouble, now, now, Pass.NONE));
        }
    }

    private State afterFailure(State current, Pass pass, FailureKind kind, long now) {
        if (policy.isOff()) {
            return holdsTrial(current, pass) ? Closed.HEALTHY : current;
        }
        if (current instanceof Closed closed) {
            int fails = closed.failsInARow + 1;
            return policy.forgives(fails, kind) ? new Closed(fails) : resting(new Trouble(now, 0), now);
        }
        // A call from before the cooldown tells nothing new.
        return holdsTrial(current, pass) ? longer(current, now) : current;
    }

    private State longer(State current, long now) {
        Trouble trouble = ((Resting) current).trouble;
        return resting(new Trouble(trouble.since, trouble.level + 1), now);
    }

    private State resting(Trouble trouble, long now) {
        long millis = policy.millis(trouble.level, Math.max(0, now - trouble.since));
        long jitter = (long) (JITTER * millis * random.nextDouble());
        return new Resting(trouble, now, now + millis + jitter, Pass.NONE);
    }

    /** {@return the state by the clock as it is now} If that was set back, the rest that is under way begins anew. */
    private State present(long now) {
        State current = state;
        if (current instanceof Resting resting && now + CLOCK_STEP_MILLIS < resting.from) {
            long step = now - resting.from;
            Trouble trouble = new Trouble(resting.trouble.since + step, resting.trouble.level);
            State moved = new Resting(trouble, now, resting.until + step, resting.trial);
            return STATE.compareAndSet(this, current, moved) ? moved : state;
        }
        return current;
    }

    private static boolean holdsTrial(State current, Pass pass) {
        return pass != Pass.NONE && current instanceof Resting resting && resting.trial == pass;
    }
}
