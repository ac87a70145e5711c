package dev.quotarouter.simulator;

import java.time.Instant;

/** A fault at work. Thread-safe. */
public final class InjectedFault {
    private final Fault fault;
    private final Instant until;
    private int left;
    private int strikes;
    private boolean lifted;

    InjectedFault(Fault fault, Instant now) {
        this.fault = fault;
        until = fault.span().map(now::plus).orElse(Instant.MAX);
        left = fault.times().orElse(Integer.MAX_VALUE);
    }

    /** Ends the fault. Idempotent. */
    public synchronized void lift() {
        lifted = true;
    }

    /** {@return how many calls it struck} */
    public synchronized int strikes() {
        return strikes;
    }

    Fault fault() {
        return fault;
    }

    synchronized boolean over(Instant now) {
        return lifted || left == 0 || !now.isBefore(until);
    }

    /** {@return whether it strikes, which uses up one of its times} */
    synchronized boolean strike(Instant now) {
        if (over(now)) {
            return false;
        }
        strikes++;
        left--;
        return true;
    }

    /** Takes a strike back: the call was refused for another reason before it could be felt. */
    synchronized void miss() {
        strikes--;
        left++;
    }
}
