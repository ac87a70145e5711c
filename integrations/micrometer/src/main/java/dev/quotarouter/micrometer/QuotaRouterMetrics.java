package dev.quotarouter.micrometer;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.QuotaRouter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What a router knows and does, as meters: {@code new QuotaRouterMetrics(router).bindTo(registry)}.
 *
 * <p>Gauges tell how every window, deployment and budget stands, as of no more than a second ago; zero is told as zero, and what is
 * unknown is not told. Counters and timers count what happens from the binding on. Every tag is bounded: names of deployments, keys
 * and pools, whose meters go with them at a reload; the first thousand names that are asked for ({@code _OTHER} stands for all
 * later ones); and words of enumerations. Bind it to a registry once. Thread-safe; holds the router, and ends with it.
 */
public final class QuotaRouterMetrics implements MeterBinder {
    private final QuotaRouter router;
    private final Tags tags;

    /** Metrics of the router. */
    public QuotaRouterMetrics(QuotaRouter router) {
        this(router, Tags.empty());
    }

    /**
     * Metrics of the router.
     *
     * @param tags what every meter has, besides its own: {@code router}, where an application has several
     */
    public QuotaRouterMetrics(QuotaRouter router, Iterable<Tag> tags) {
        this.router = requireNonNull(router, "router");
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        new StatusGauges(new LatestStatus(router, registry.config().clock()), registry, tags).bind();
        router.listen(new EventMeters(router, registry, tags));
    }
}
