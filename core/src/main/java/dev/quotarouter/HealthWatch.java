package dev.quotarouter;

import dev.quotarouter.config.HealthCheckSettings;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.internal.assembly.Routing;
import dev.quotarouter.internal.dispatch.HealthChecks;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The background health checks of whatever configuration is at work. Followed by one thread at a time, closed by any. */
final class HealthWatch {
    private final WaitingRoom waitingRoom;
    private final TimeSource time;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private volatile @Nullable HealthChecks checks;
    private volatile boolean closed;
    private HealthCheckSettings settings = HealthCheckSettings.DEFAULT;
    private List<HealthChecks.Target> targets = List.of();

    HealthWatch(WaitingRoom waitingRoom, TimeSource time, Scheduler scheduler, RandomGenerator random) {
        this.waitingRoom = waitingRoom;
        this.time = time;
        this.scheduler = scheduler;
        this.random = random;
    }

    /** Looks after what the configuration wants looked after. Nothing begins anew where that is the same as before. */
    void follow(Routing routing) {
        HealthCheckSettings next = routing.config().healthChecks();
        List<HealthChecks.Target> looked = next.background() ? routing.healthTargets() : List.of();
        if (next.equals(settings) && HealthChecks.areAlike(looked, targets)) {
            return;
        }
        end();
        settings = next;
        targets = looked;
        if (next.background()) {
            HealthChecks fresh =
                    new HealthChecks(next.interval(), routing.books(), waitingRoom, time, scheduler, random);
            checks = fresh;
            fresh.start(looked);
        }
        if (closed) {
            end(); // It was closed while it began.
        }
    }

    /** Ends: nobody is looked after any more, whatever follows. */
    void close() {
        closed = true;
        end();
    }

    private void end() {
        HealthChecks begun = checks;
        if (begun != null) {
            begun.close();
            checks = null;
        }
    }
}
