package dev.quotarouter.simulation;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.RouterConfigBuilder;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.simulator.MinuteRule;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The worlds in which the router has to prove itself. */
final class Worlds {
    private static final int DAYS = 7;
    private static final int DRAWN_DAYS = 2;

    private static final LocalDate USUAL = LocalDate.of(2026, 3, 16);
    private static final LocalDate SPRING = LocalDate.of(2026, 3, 5);
    private static final LocalDate AUTUMN = LocalDate.of(2026, 10, 29);
    private static final Duration THIRD_NOON = Duration.ofHours(2 * 24 + 12);
    private static final String GROUP = "gpt-4";
    private static final List<String> MODELS = List.of(
            "gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.0-flash", "gemini-2.0-flash-lite");

    private Worlds() {}

    /** {@return every world but the drawn ones, by its name} */
    static List<NamedWorld> all() {
        List<NamedWorld> worlds = new ArrayList<>();
        worlds.add(new NamedWorld("limits declared", Expected.NO_REFUSAL, seed -> classic(1.5, Curve.DAILY, seed)));
        worlds.add(new NamedWorld(
                "limits unknown",
                Expected.onePerWindow(30),
                seed -> told(classic(1.5, Curve.CONSTANT, seed), limits -> QuotaLimits.UNKNOWN)));
        worlds.add(new NamedWorld(
                "declared twice too high",
                Expected.onePerWindow(30),
                seed -> told(classic(1.5, Curve.CONSTANT, seed), Worlds::doubled)));
        worlds.add(new NamedWorld(
                "halved at noon",
                Expected.onePerWindow(30),
                seed -> happening(1.5, seed, new Incident.LimitsChange(THIRD_NOON, 0.5))));
        // Others use these too, so that each day is full at a point of its own.
        worlds.add(
                new NamedWorld("two keys on one undeclared project", Expected.onePerWindow(10 * DAYS), Worlds::shared));
        worlds.add(new NamedWorld(
                "another client eating 30 %",
                Expected.onePerWindow(10 * DAYS), seed -> happening(1.5, seed, new Incident.ForeignUse(0.3))));
        worlds.add(new NamedWorld(
                "20-minute 503 outage, failed calls count", Expected.FAULTS, seed -> outage(true, seed)));
        worlds.add(new NamedWorld(
                "20-minute 503 outage, failed calls do not count", Expected.FAULTS, seed -> outage(false, seed)));
        worlds.add(new NamedWorld(
                "a key revoked",
                Expected.FAULTS,
                seed -> happening(1.5, seed, new Incident.KeyRevoked(THIRD_NOON.plusHours(2), "KEY_2"))));
        worlds.add(new NamedWorld("a day of 23 hours", Expected.NO_REFUSAL, seed -> from(SPRING, seed)));
        worlds.add(new NamedWorld("a day of 25 hours", Expected.NO_REFUSAL, seed -> from(AUTUMN, seed)));
        for (double load : new double[] {0.5, 1, 1.5, 3}) {
            worlds.add(new NamedWorld(
                    "load " + load + " × capacity", Expected.NO_REFUSAL, seed -> classic(load, Curve.CONSTANT, seed)));
        }
        worlds.add(new NamedWorld(
                "replies of 1–60 s",
                Expected.NO_REFUSAL,
                seed -> with(new Range(200, 4_000), new Range(1_000, 60_000), seed)));
        worlds.add(new NamedWorld(
                "prompts of 10–200,000 tokens",
                Expected.NO_REFUSAL,
                seed -> with(new Range(10, 200_000), new Range(1_000, 8_000), seed)));
        for (MinuteRule rule : MinuteRule.values()) {
            worlds.add(new NamedWorld(
                    "minutes counted as " + lowerCase(rule), Expected.NO_REFUSAL, seed -> counted(rule, seed)));
        }
        return worlds;
    }

    /** {@return worlds of three to six projects drawn by chance: demand of every form and size, and what may be unknown of them} */
    static List<NamedWorld> drawn() {
        List<NamedWorld> worlds = new ArrayList<>();
        for (Curve curve : Curve.values()) {
            for (double load : new double[] {0.7, 0.9, 1.2}) {
                String name = "drawn projects, " + lowerCase(curve) + ", load " + load + " × capacity";
                worlds.add(new NamedWorld(name, Expected.NO_REFUSAL, seed -> drawn(curve, load, seed)));
            }
        }
        // A minute and a day for each of at most six projects; at a change anew.
        worlds.add(new NamedWorld(
                "drawn projects, limits unknown",
                Expected.onePerWindow(12),
                seed -> told(drawn(Curve.BURSTY, 1.2, seed), limits -> QuotaLimits.UNKNOWN)));
        worlds.add(new NamedWorld(
                "drawn projects, declared twice too high",
                Expected.onePerWindow(12),
                seed -> told(drawn(Curve.BURSTY, 1.2, seed), Worlds::doubled)));
        worlds.add(new NamedWorld("drawn projects, halved at noon", Expected.onePerWindow(12), seed -> {
            World world = drawn(Curve.BURSTY, 1.2, seed);
            return with(world, world.truth(), List.of(new Incident.LimitsChange(Duration.ofHours(12), 0.5)));
        }));
        return worlds;
    }

    static World classic(double load, Curve curve, int days, long seed) {
        return world(classic(), traffic(load, curve), USUAL, days, seed);
    }

    private static World classic(double load, Curve curve, long seed) {
        return classic(load, curve, DAYS, seed);
    }

    private static World from(LocalDate firstDay, long seed) {
        return world(classic(), traffic(1.5, Curve.CONSTANT), firstDay, DAYS, seed);
    }

    private static World with(Range tokens, Range reply, long seed) {
        RouterConfig patient =
                classic().toBuilder().timeout(Duration.ofSeconds(90)).build();
        Traffic traffic = new Traffic(1, Curve.DAILY, tokens, reply, Duration.ofMinutes(5), Optional.empty());
        return world(patient, traffic, USUAL, DAYS, seed);
    }

    private static World counted(MinuteRule rule, long seed) {
        World world = classic(1, Curve.BURSTY, seed);
        return with(world, world.truth().minuteRule(rule), List.of());
    }

    private static World outage(boolean failedCallsCount, long seed) {
        World world = classic(1, Curve.CONSTANT, seed);
        Incident outage = new Incident.Outage(THIRD_NOON, Duration.ofMinutes(20), Optional.empty());
        return with(world, world.truth().failedCallsCount(failedCallsCount), List.of(outage));
    }

    private static World happening(double load, long seed, Incident incident) {
        World world = classic(load, Curve.CONSTANT, seed);
        return with(world, world.truth(), List.of(incident));
    }

    private static World shared(long seed) {
        World world = classic(1.5, Curve.CONSTANT, seed);
        return with(world, world.truth().sharedBy(List.of("KEY_1", "KEY_2"), "KEY_1"), List.of());
    }

    /** {@return the same world, but its configuration says something else than the truth} */
    private static World told(World world, UnaryOperator<QuotaLimits> told) {
        RouterConfigBuilder config = RouterConfig.builder();
        for (Deployment deployment : world.config().deployments()) {
            Deployment.Builder other =
                    Deployment.builder(GROUP, deployment.model()).apiKey(deployment.apiKey());
            config.deployment(declared(other, told.apply(deployment.limits())).build());
        }
        return new World(
                config.build(),
                GROUP,
                world.truth(),
                List.of(),
                world.traffic(),
                world.firstDay(),
                world.days(),
                world.seed());
    }

    private static World drawn(Curve curve, double load, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        RouterConfigBuilder config = RouterConfig.builder();
        int projects = random.nextInt(3, 7);
        for (int project = 1; project <= projects; project++) {
            config.deployment(Deployment.builder(GROUP, "gemini/gemini-2.5-flash")
                    .apiKey(new ApiKey("KEY_" + project, "secret-" + project))
                    .rpm(new Range(5, 150).draw(random))
                    .rpd(new Range(20, 10_000).draw(random))
                    .build());
        }
        return world(config.build(), traffic(load, curve), USUAL, DRAWN_DAYS, seed);
    }

    private static World with(World world, Truth truth, List<Incident> incidents) {
        return new World(
                world.config(),
                world.model(),
                truth,
                incidents,
                world.traffic(),
                world.firstDay(),
                world.days(),
                world.seed());
    }

    private static World world(RouterConfig config, Traffic traffic, LocalDate firstDay, int days, long seed) {
        return new World(config, GROUP, truth(config), List.of(), traffic, firstDay, days, seed);
    }

    /** {@return five models and two keys of the free tier, as declared} */
    static RouterConfig classic() {
        RouterConfigBuilder config = RouterConfig.builder();
        try (GeminiProvider provider = GeminiProvider.create()) {
            for (int key = 1; key <= 2; key++) {
                for (String model : MODELS) {
                    Deployment.Builder deployment = Deployment.builder(GROUP, "gemini/" + model);
                    config.deployment(
                            declared(deployment, provider.tiers(model).getOrDefault("free", QuotaLimits.UNKNOWN))
                                    .apiKey(new ApiKey("KEY_" + key, "secret-" + key))
                                    .build());
                }
            }
        }
        return config.build();
    }

    private static Deployment.Builder declared(Deployment.Builder deployment, QuotaLimits limits) {
        limits.rpm().ifPresent(deployment::rpm);
        limits.tpm().ifPresent(deployment::tpm);
        limits.rpd().ifPresent(deployment::rpd);
        return deployment;
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static QuotaLimits doubled(QuotaLimits limits) {
        return new QuotaLimits(twice(limits.rpm()), twice(limits.tpm()), twice(limits.rpd()));
    }

    private static OptionalLong twice(OptionalLong limit) {
        return limit.isPresent() ? OptionalLong.of(2 * limit.getAsLong()) : limit;
    }

    private static Traffic traffic(double load, Curve curve) {
        return new Traffic(
                load, curve, new Range(200, 4_000), new Range(1_000, 8_000), Duration.ofMinutes(3), Optional.empty());
    }

    private static Truth truth(RouterConfig config) {
        try (GeminiProvider provider = GeminiProvider.create()) {
            return Truth.of(config, provider, Optional.empty());
        }
    }

    /**
     * A kind of world.
     *
     * @param name what it is called in tables
     * @param expected what the router shall reach in it
     * @param bySeed makes one of it
     */
    record NamedWorld(String name, Expected expected, LongFunction<World> bySeed) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * What depends on the kind of world; all else is expected everywhere.
     *
     * @param mostRefused how many calls may be refused for quota in all
     * @param withFaults whether calls fail for other reasons than quota
     */
    record Expected(long mostRefused, boolean withFaults) {
        static final Expected NO_REFUSAL = new Expected(0, false);
        static final Expected FAULTS = new Expected(0, true);

        /** One for each window whose limit has to be learned. */
        static Expected onePerWindow(long windows) {
            return new Expected(windows, false);
        }
    }
}
