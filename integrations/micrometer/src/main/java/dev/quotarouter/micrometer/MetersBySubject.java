package dev.quotarouter.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which meters count for what: for a deployment, a pool, a key. What is gone takes its meters along. Thread-safe. */
final class MetersBySubject {
    private final MeterRegistry registry;
    private final Map<String, Set<Meter>> meters = new ConcurrentHashMap<>();

    MetersBySubject(MeterRegistry registry) {
        this.registry = registry;
    }

    /** {@return the meter, of which it is known from now on whom it is about} */
    <M extends Meter> M about(String subject, M meter) {
        meters.computeIfAbsent(subject, first -> ConcurrentHashMap.newKeySet()).add(meter);
        return meter;
    }

    /** Removes the meters of all others. */
    void retain(Set<String> subjects) {
        meters.entrySet().removeIf(entry -> {
            boolean gone = !subjects.contains(entry.getKey());
            if (gone) {
                entry.getValue().forEach(registry::remove);
            }
            return gone;
        });
    }
}
