package dev.quotarouter.micrometer;

import dev.quotarouter.RouterStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * How windows, deployments and budgets stand. A gauge comes when there is something to tell, and goes with it: whenever one is
 * read it is seen to that the others are there. Thread-safe.
 */
final class StatusGauges {
    private final LatestStatus latest;
    private final Map<StatusGauge, MultiGauge> gauges = new EnumMap<>(StatusGauge.class);
    // Guards the two below. Registries call back while meters are registered, on the same thread.
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<StatusGauge, Set<Tags>> registered = new HashMap<>();
    private RouterStatus read;
    private volatile Readings readings;

    StatusGauges(LatestStatus latest, MeterRegistry registry, Tags tags) {
        this.latest = latest;
        read = latest.get();
        readings = Readings.of(read);
        for (StatusGauge gauge : StatusGauge.values()) {
            gauges.put(
                    gauge,
                    MultiGauge.builder(gauge.meter())
                            .description(gauge.description())
                            .baseUnit(gauge.unit().isEmpty() ? null : gauge.unit())
                            .tags(tags)
                            .register(registry));
        }
    }

    /** Registers what there is to tell now. */
    void bind() {
        lock.lock();
        try {
            register();
        } finally {
            lock.unlock();
        }
    }

    private double value(StatusGauge gauge, Tags tags) {
        refresh();
        return readings.of(gauge).getOrDefault(tags, Double.NaN);
    }

    private void refresh() {
        RouterStatus status = latest.get();
        // Whoever comes while another is at it reads what that one has.
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (!status.equals(read)) {
                read = status;
                readings = Readings.of(status);
                register();
            }
        } finally {
            lock.unlock();
        }
    }

    private void register() {
        gauges.forEach((gauge, meter) -> {
            Set<Tags> tags = Set.copyOf(readings.of(gauge).keySet());
            if (!tags.equals(registered.put(gauge, tags))) {
                // Those that are there stay, so that none is missing meanwhile.
                meter.register(tags.stream().map(each -> row(gauge, each)).collect(Collectors.toList()), false);
            }
        });
    }

    private Row<?> row(StatusGauge gauge, Tags tags) {
        return Row.of(tags, () -> value(gauge, tags));
    }
}
