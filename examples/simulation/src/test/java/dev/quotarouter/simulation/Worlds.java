package dev.quotarouter.simulation;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Worlds to live through. */
final class Worlds {
    static final LocalDate USUAL = LocalDate.of(2026, 3, 16);

    private static final List<String> CLASSIC_MODELS = List.of(
            "gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.0-flash", "gemini-2.0-flash-lite");

    private Worlds() {}

    /** {@return five models and two keys of the free tier, as declared} */
    static RouterConfig classic() {
        RouterConfig.Builder config = RouterConfig.builder().timeout(Duration.ofSeconds(60));
        for (int key = 1; key <= 2; key++) {
            for (String model : CLASSIC_MODELS) {
                config.deployment(Deployment.builder("gpt-4", "gemini/" + model)
                        .apiKey(new ApiKey("KEY_" + key, "secret-" + key))
                        .tier("free")
                        .build());
            }
        }
        return config.build();
    }

    static Traffic traffic(double load, Curve curve) {
        return new Traffic(
                load, curve, new Range(200, 4_000), new Range(1_000, 8_000), Duration.ofMinutes(3), Optional.empty());
    }

    static World classic(double load, Curve curve, int days, long seed) {
        return new World(classic(), "gpt-4", truth(classic()), List.of(), traffic(load, curve), USUAL, days, seed);
    }

    static Truth truth(RouterConfig config) {
        try (GeminiProvider provider = GeminiProvider.create()) {
            return Truth.of(config, provider, Optional.empty());
        }
    }
}
