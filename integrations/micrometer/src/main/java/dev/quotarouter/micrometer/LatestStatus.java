package dev.quotarouter.micrometer;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouterStatus;
import io.micrometer.core.instrument.Clock;
import java.util.concurrent.atomic.AtomicReference;

/** A router's status, asked for no more than once a second, however many gauges read it. Thread-safe. */
final class LatestStatus {
    private static final long FRESH_NANOS = 1_000_000_000;

    private final QuotaRouter router;
    private final Clock clock;
    private final AtomicReference<Snapshot> latest;

    /**
     * The status at one moment.
     *
     * @param status the status
     * @param at when it was asked for, in the nanoseconds of the registry's clock
     */
    record Snapshot(RouterStatus status, long at) {}

    LatestStatus(QuotaRouter router, Clock clock) {
        this.router = router;
        this.clock = clock;
        latest = new AtomicReference<>(new Snapshot(router.status(), clock.monotonicTime()));
    }

    RouterStatus get() {
        Snapshot known = latest.get();
        long now = clock.monotonicTime();
        if (now - known.at() < FRESH_NANOS) {
            return known.status();
        }
        Snapshot fresh = new Snapshot(router.status(), now);
        latest.compareAndSet(known, fresh);
        return fresh.status();
    }
}
