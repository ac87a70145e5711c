package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.QuotaRouterBuilder;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;

/** The router as it comes, with a deployment for each project and its limits; only its time is not the machine's. */
final class QuotaRouterClient implements ChatClient {
    private static final String GROUP = "chat";

    private final GeminiProvider provider;
    private final QuotaRouter router;
    private final Scene scene;

    QuotaRouterClient(Scene scene) {
        this.scene = scene;
        provider = GeminiProvider.builder().baseUrl(scene.gemini()).build();
        QuotaRouterBuilder builder = QuotaRouter.builder()
                .provider(provider)
                .time(scene.time())
                .scheduler(scene.time().scheduler());
        MidnightWorld world = scene.world();
        for (String key : world.keys()) {
            builder.deployment(Deployment.builder(GROUP, "gemini/" + MidnightWorld.MODEL)
                    .apiKey(new ApiKey(key, key))
                    .rpm(world.quota().rpm())
                    .tpm(world.tpm())
                    .rpd(world.quota().rpd())
                    .build());
        }
        router = builder.build();
    }

    @Override
    public void chat(String text) {
        router.chat(ChatRequest.builder(GROUP)
                .user(text)
                .deadline(scene.world().patience())
                .build());
    }

    @Override
    public void close() {
        router.close();
        provider.close();
    }
}
