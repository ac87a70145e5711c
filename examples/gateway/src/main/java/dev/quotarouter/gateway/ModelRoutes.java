package dev.quotarouter.gateway;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.time.TimeSource;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The models that can be asked for, as OpenAI lists them. */
final class ModelRoutes {
    private static final String FOLDER = "/models/";

    private final QuotaRouter router;
    private final Instant since;

    ModelRoutes(QuotaRouter router, TimeSource time) {
        this.router = router;
        since = time.now();
    }

    void list(Exchange exchange) {
        JsonArray models = new JsonArray();
        router.status().models().keySet().forEach(name -> models.add(model(name)));
        exchange.reply(200, new JsonObject().put("object", "list").put("data", models));
    }

    void one(Exchange exchange) {
        String path = exchange.request().path();
        String name = QueryStringDecoder.decodeComponent(
                path.substring(path.indexOf(FOLDER) + FOLDER.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (router.status().models().containsKey(name)) {
            exchange.reply(200, model(name));
        } else {
            exchange.reply(Refusal.unknownModel(name));
        }
    }

    private JsonObject model(String name) {
        return new JsonObject()
                .put("id", name)
                .put("object", "model")
                .put("created", since.getEpochSecond())
                .put("owned_by", "quotarouter");
    }
}
