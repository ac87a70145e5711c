package dev.quotarouter.simulator;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault at work. Thread-safe. */
public final class InjectedFault {
    private final Fault fault;
    private final Instant until;
    private final int times;
    private final AtomicInteger strikes = new AtomicInteger();
    private final AtomicBoolean lifted = new AtomicBoolean();

    InjectedFault(Fault fault, Instant now) {
        this.fault = fault;
        until = fault.span().map(now::plus).orElse(Instant.MAX);
        times = fault.times().orElse(Integer.MAX_VALUE);
    }

    /** Ends the fault. Idempotent. */
    public void lift() {
        lifted.set(true);
    }

    /** {@return how many calls it struck} */
    public int strikes() {
        return strikes.get();
    }

    Fault fault() {
        return fault;
    }

    boolean over(Instant now) {
        return lifted.get() || strikes.get() >= times || !now.isBefore(until);
    }

    /** {@return whether it strikes, which uses up one of its times} */
    boolean strike(Instant now) {
        if (over(now)) {
            return false;
        }
        int before = strikes.getAndUpdate(struck -> struck < times ? struck + 1 : struck);
        return before < times;
    }

    /** Takes a strike back: the call was refused for another reason before it could be felt. */
    void miss() {
        strikes.decrementAndGet();
    }
}
