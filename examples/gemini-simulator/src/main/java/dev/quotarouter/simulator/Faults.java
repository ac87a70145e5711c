package dev.quotarouter.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults at work, oldest first: the first that concerns a call strikes it. Thread-safe. */
final class Faults {
    private final List<InjectedFault> atWork = new CopyOnWriteArrayList<>();
    private final InstantSource clock;

    Faults(InstantSource clock) {
        this.clock = clock;
    }

    InjectedFault inject(Fault fault) {
        Instant now = clock.instant();
        atWork.removeIf(earlier -> earlier.over(now));
        InjectedFault injected = new InjectedFault(fault, now);
        atWork.add(injected);
        return injected;
    }

    void liftAll() {
        atWork.forEach(InjectedFault::lift);
        atWork.clear();
    }

    Optional<InjectedFault> strike(Endpoint endpoint, String keyName, String model) {
        if (atWork.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        for (InjectedFault injected : atWork) {
            if (injected.fault().concerns(endpoint, keyName, model) && injected.strike(now)) {
                return Optional.of(injected);
            }
        }
        return Optional.empty();
    }
}
