package dev.quotarouter.gateway;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.micrometer.QuotaRouterMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Handler;

/** {@code GET /metrics}: the router's meters and the gateway's own, as Prometheus reads them. */
final class MetricsRoute implements Handler<Exchange>, AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Context loop;
    private final Failures failures;

    MetricsRoute(QuotaRouter router, UnderWay underWay, Context loop, Failures failures) {
        this.loop = loop;
        this.failures = failures;
        new QuotaRouterMetrics(router).bindTo(registry);
        Gauge.builder("quotarouter.gateway.chats", underWay, UnderWay::chats)
                .description("Chats that the gateway has under way")
                .register(registry);
    }

    /** Writes thousands of lines where there are many keys: not on the event loop. */
    @Override
    public void handle(Exchange exchange) {
        loop.executeBlocking(() -> registry.scrape(), false)
                .onSuccess(text -> exchange.reply(200, TEXT, text))
                .onFailure(failure -> failures.reply(exchange, failure));
    }

    @Override
    public void close() {
        registry.close();
    }
}
