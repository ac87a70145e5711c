package dev.quotarouter.gateway;

import dev.quotarouter.PoolStatus;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.gateway.DayCurve.Point;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many requests of its day each pool has used, over the day, as far as anybody looked. Belongs to the event loop. */
final class DayCurves {
    private final Map<String, DayCurve> curves = new HashMap<>();

    /** Takes the present into account. */
    void look(RouterStatus status) {
        for (PoolStatus pool : status.pools()) {
            day(pool)
                    .ifPresent(day -> curves.merge(
                            pool.id(),
                            begin(status.at(), day),
                            (known, now) -> known.with(now.ends(), now.points().get(0))));
        }
        curves.keySet().retainAll(status.pools().stream().map(PoolStatus::id).toList());
    }

    /** {@return the pool's points of the present day} */
    List<Point> of(PoolStatus pool) {
        DayCurve curve = curves.get(pool.id());
        return curve == null ? List.of() : curve.points();
    }

    private static DayCurve begin(Instant at, WindowUsage day) {
        return new DayCurve(day.resetsAt().orElseThrow(), List.of(new Point(at, day.used() + day.reserved())));
    }

    private static Optional<WindowUsage> day(PoolStatus pool) {
        return pool.windows().stream()
                .filter(window -> window.span() == QuotaSpan.DAY
                        && window.dimension() == QuotaDimension.REQUESTS
                        && window.resetsAt().isPresent())
                .findFirst();
    }
}
