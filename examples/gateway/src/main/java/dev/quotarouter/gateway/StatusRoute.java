package dev.quotarouter.gateway;

import dev.quotarouter.BudgetStatus;
import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.PoolStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.quota.BudgetUsage;
import dev.quotarouter.quota.WindowUsage;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /status}: what the router knows, as JSON; what the page shows. Names are those of the router's status. */
final class StatusRoute implements Handler<Exchange> {
    private final QuotaRouter router;
    private final UnderWay underWay;
    private final DayCurves curves = new DayCurves();

    StatusRoute(QuotaRouter router, UnderWay underWay) {
        this.router = router;
        this.underWay = underWay;
    }

    /** Looks at the present, so that the day's curve has no gap while nobody asks. */
    RouterStatus look() {
        RouterStatus status = router.status();
        curves.look(status);
        return status;
    }

    @Override
    public void handle(Exchange exchange) {
        RouterStatus status = look();
        JsonObject models = new JsonObject();
        status.models().forEach((name, ids) -> models.put(name, new JsonArray(ids)));
        exchange.reply(
                200,
                new JsonObject()
                        .put("at", status.at().toString())
                        .put("stopping", underWay.isStopping())
                        .put("chats", underWay.chats())
                        .put("waiting", status.waiting())
                        .put("models", models)
                        .put("deployments", array(status.deployments(), StatusRoute::deployment))
                        .put("pools", array(status.pools(), this::pool))
                        .put("budgets", array(status.budgets(), StatusRoute::budget)));
    }

    private static JsonObject deployment(DeploymentStatus one) {
        return new JsonObject()
                .put("id", one.id())
                .put("model", one.model())
                .put("key", one.key())
                .put("pool", one.pool())
                .put("availability", word(one.availability()))
                .put("until", text(one.until()))
                .put("detail", one.detail())
                .put("in_flight", one.inFlight())
                .put("last_heard", text(one.lastHeard()));
    }

    private JsonObject pool(PoolStatus pool) {
        return new JsonObject()
                .put("id", pool.id())
                .put("project", pool.project())
                .put("model", pool.model())
                .put("shared_with", new JsonArray(pool.sharedWith()))
                .put("windows", array(pool.windows(), StatusRoute::window))
                .put(
                        "day",
                        array(
                                curves.of(pool),
                                point -> new JsonObject()
                                        .put("at", point.at().toString())
                                        .put("used", point.used())));
    }

    private static JsonObject window(WindowUsage window) {
        return new JsonObject()
                .put("dimension", word(window.dimension()))
                .put("span", word(window.span()))
                .put("used", window.used())
                .put("reserved", window.reserved())
                .put("limit", number(window.limit()))
                .put("source", window.source().map(StatusRoute::word).orElse(null))
                .put("share", number(window.share()))
                .put("remaining", number(window.remaining()))
                .put("resets_at", text(window.resetsAt()))
                .put("full_until", text(window.fullUntil()));
    }

    private static JsonObject budget(BudgetStatus budget) {
        BudgetUsage usage = budget.usage();
        return new JsonObject()
                .put("name", budget.name())
                .put("limit", usage.limit().doubleValue())
                .put("spent", usage.spent().doubleValue())
                .put("reserved", usage.reserved().doubleValue())
                .put("resets_at", usage.resetsAt().toString());
    }

    private static <T> JsonArray array(List<T> items, Function<T, JsonObject> toJson) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(toJson.apply(item)));
        return array;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }

    private static @Nullable Long number(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
