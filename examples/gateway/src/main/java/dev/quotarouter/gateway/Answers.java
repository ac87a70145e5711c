package dev.quotarouter.gateway;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.time.TimeSource;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/** Everything that a gateway answers, put together. */
final class Answers implements AutoCloseable {
    /** How often the day's curve gets a point while nobody looks. */
    private static final long LOOK_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Vertx vertx;
    private final Context loop;
    private final QuotaRouter router;
    private final GatewaySettings settings;
    private final TimeSource time = TimeSource.system();
    private final Failures failures = new Failures(time);
    private final UnderWay underWay = new UnderWay();
    private final ModelFacts facts = new ModelFacts();
    private final Connections connections;
    private final MetricsRoute metrics;

    Answers(Vertx vertx, QuotaRouter router, GatewaySettings settings) {
        this.vertx = vertx;
        loop = vertx.getOrCreateContext();
        this.router = router;
        this.settings = settings;
        connections = new Connections(vertx, settings.limits());
        metrics = new MetricsRoute(router, underWay, loop, failures);
    }

    UnderWay underWay() {
        return underWay;
    }

    Connections connections() {
        return connections;
    }

    /** {@return who takes the requests} To be called once. */
    FrontDoor door() {
        Doorkeeper doorkeeper = new Doorkeeper(settings.masterKey());
        Routes routes = new Routes();
        addApi(routes);
        addHealth(routes);
        addPage(routes, doorkeeper.wantsKey());
        return new FrontDoor(routes, doorkeeper, connections, failures);
    }

    private void addApi(Routes routes) {
        GatewayLimits limits = settings.limits();
        ReplyContext replies = new ReplyContext(loop, time, failures, limits.stallTimeout());
        ModelRoutes models = new ModelRoutes(router, time);
        routes.api(
                        HttpMethod.POST,
                        "/chat/completions",
                        new ChatRoute(router, new Bodies(vertx, limits), underWay, replies))
                .api(HttpMethod.GET, "/models", models::list)
                .api(HttpMethod.GET, "/models/", models::one)
                .api(HttpMethod.GET, "/model/info", new ModelInfoRoute(router, facts));
    }

    private void addHealth(Routes routes) {
        HealthRoutes health = new HealthRoutes(router, underWay);
        routes.guarded("/health", health::health)
                .guarded("/health/backlog", health::backlog)
                .open("/health/readiness", health::readiness)
                .open("/health/liveliness", health::liveliness)
                .open("/health/liveness", health::liveliness)
                .guarded("/metrics", metrics);
    }

    private void addPage(Routes routes, boolean wantsKey) {
        Page page = new Page(wantsKey);
        StatusRoute status = new StatusRoute(router, underWay);
        vertx.setPeriodic(0, LOOK_MILLIS, tick -> status.look());
        routes.open("/", page::html)
                .open("/page.js", page::script)
                .open("/page.css", page::style)
                .guarded("/status", status);
    }

    @Override
    public void close() {
        facts.close();
        metrics.close();
    }
}
