package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.RouterConfigBuilder;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.simulation.Curve;
import dev.quotarouter.simulation.Range;
import dev.quotarouter.simulation.Traffic;
import dev.quotarouter.simulation.Truth;
import dev.quotarouter.simulation.World;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Ten projects with the free tier's limits of one model, declared as they are, and callers who come by day more than by night.
 *
 * @param days how many days
 * @param load how much is asked, as a multiple of what the quotas carry in a day
 * @param seed of all that is left to chance
 */
record SimulatedWeek(int days, double load, long seed) {
    private static final String GROUP = "gpt-4";
    private static final int PROJECTS = 10;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 16);

    World world() {
        RouterConfigBuilder config = RouterConfig.builder();
        for (int i = 1; i <= PROJECTS; i++) {
            config.deployment(Deployment.builder(GROUP, "gemini/gemini-2.5-flash")
                    .apiKey(new ApiKey("KEY_" + i, "secret-" + i))
                    .rpm(10)
                    .tpm(250_000)
                    .rpd(250)
                    .build());
        }
        RouterConfig told = config.build();
        Traffic traffic = new Traffic(
                load,
                Curve.DAILY,
                new Range(200, 4_000),
                new Range(1_000, 8_000),
                Duration.ofMinutes(3),
                Optional.empty());
        try (GeminiProvider provider = GeminiProvider.create()) {
            return new World(
                    told, GROUP, Truth.of(told, provider, Optional.empty()), List.of(), traffic, FIRST_DAY, days, seed);
        }
    }
}
