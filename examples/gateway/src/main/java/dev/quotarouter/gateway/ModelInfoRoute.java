package dev.quotarouter.gateway;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.PoolStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code GET /model/info}: every model with every deployment behind it, under LiteLLM's names. */
final class ModelInfoRoute implements Handler<Exchange> {
    private final QuotaRouter router;
    private final ModelFacts facts;

    ModelInfoRoute(QuotaRouter router, ModelFacts facts) {
        this.router = router;
        this.facts = facts;
    }

    @Override
    public void handle(Exchange exchange) {
        RouterStatus status = router.status();
        Map<String, DeploymentStatus> deployments =
                status.deployments().stream().collect(Collectors.toMap(DeploymentStatus::id, Function.identity()));
        Map<String, PoolStatus> pools =
                status.pools().stream().collect(Collectors.toMap(PoolStatus::id, Function.identity()));
        JsonArray data = new JsonArray();
        status.models()
                .forEach((name, ids) -> ids.forEach(id -> {
                    DeploymentStatus deployment = deployments.get(id);
                    if (deployment != null) {
                        data.add(entry(name, deployment, Optional.ofNullable(pools.get(deployment.pool()))));
                    }
                }));
        exchange.reply(200, new JsonObject().put("data", data));
    }

    private JsonObject entry(String name, DeploymentStatus deployment, Optional<PoolStatus> pool) {
        JsonObject params = new JsonObject().put("model", deployment.model());
        for (WindowUsage window : pool.map(PoolStatus::windows).orElse(List.of())) {
            window.limit().ifPresent(limit -> params.put(setting(window), limit));
        }
        JsonObject info =
                facts.of(deployment.model()).put("id", deployment.id()).put("db_model", false);
        return new JsonObject()
                .put("model_name", name)
                .put("litellm_params", params)
                .put("model_info", info);
    }

    /** {@return what the limit is called in a configuration} */
    private static String setting(WindowUsage window) {
        String what = window.dimension() == QuotaDimension.REQUESTS ? "r" : "t";
        return what + (window.span() == QuotaSpan.MINUTE ? "pm" : "pd");
    }
}
