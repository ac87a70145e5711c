package dev.quotarouter.gateway;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the gateway and its deployments are, under LiteLLM's names. Nobody is called for it: the router's own traffic and its
 * background checks are what it goes by.
 *
 * <p>A deployment whose quota is used up is healthy: it did what it could, and a clock brings it back.
 */
final class HealthRoutes {
    private static final Set<Availability> SICK = EnumSet.of(
            Availability.KEY_BLOCKED,
            Availability.PROJECT_BLOCKED,
            Availability.POOL_CLOSED,
            Availability.COOLING_DOWN,
            Availability.MODEL_COOLING_DOWN);

    private final QuotaRouter router;
    private final UnderWay underWay;

    HealthRoutes(QuotaRouter router, UnderWay underWay) {
        this.router = router;
        this.underWay = underWay;
    }

    void health(Exchange exchange) {
        RouterStatus status = router.status();
        Map<String, Optional<WindowUsage>> tightest =
                status.pools().stream().collect(Collectors.toMap(pool -> pool.id(), pool -> tightest(pool.windows())));
        JsonArray healthy = new JsonArray();
        JsonArray unhealthy = new JsonArray();
        for (DeploymentStatus one : status.deployments()) {
            if (!SICK.contains(one.availability())) {
                healthy.add(healthy(one, tightest.getOrDefault(one.pool(), Optional.empty())));
            } else {
                unhealthy.add(unhealthy(one));
            }
        }
        exchange.reply(
                200,
                new JsonObject()
                        .put("healthy_endpoints", healthy)
                        .put("unhealthy_endpoints", unhealthy)
                        .put("healthy_count", healthy.size())
                        .put("unhealthy_count", unhealthy.size()));
    }

    /** Says whether new requests shall come here: 503 once it stops. */
    void readiness(Exchange exchange) {
        if (underWay.isStopping()) {
            exchange.reply(503, new JsonObject().put("status", "stopping"));
        } else {
            exchange.reply(200, new JsonObject().put("status", "healthy"));
        }
    }

    void liveliness(Exchange exchange) {
        exchange.reply(200, Exchange.JSON, "\"I'm alive!\"");
    }

    void backlog(Exchange exchange) {
        exchange.reply(200, new JsonObject().put("in_flight_requests", underWay.chats()));
    }

    private static JsonObject healthy(DeploymentStatus one, Optional<WindowUsage> requests) {
        JsonObject json = endpoint(one);
        requests.ifPresent(window ->
                json.put("x-ratelimit-remaining-requests", window.remaining().orElseThrow()));
        return json;
    }

    private static JsonObject unhealthy(DeploymentStatus one) {
        String why = one.availability().name().toLowerCase(Locale.ROOT);
        JsonObject json = endpoint(one).put("error", one.detail().isEmpty() ? why : why + ": " + one.detail());
        one.until().ifPresent(until -> json.put("until", until.toString()));
        return json;
    }

    private static JsonObject endpoint(DeploymentStatus one) {
        return new JsonObject().put("model", one.model()).put("model_id", one.id());
    }

    /** {@return the window that has the fewest requests left} */
    private static Optional<WindowUsage> tightest(List<WindowUsage> windows) {
        return windows.stream()
                .filter(window -> window.dimension() == QuotaDimension.REQUESTS)
                .filter(window -> window.remaining().isPresent())
                .min(Comparator.comparingLong(window -> window.remaining().orElseThrow()));
    }
}
