package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.benchmarks.process.PortkeyProcess;
import dev.quotarouter.benchmarks.report.Effort;
import dev.quotarouter.benchmarks.report.Findings;
import dev.quotarouter.benchmarks.report.LibraryVersion;
import dev.quotarouter.benchmarks.report.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How well ten projects' quotas are used around midnight in Los Angeles, over HTTP against the simulated Gemini, in time that runs
 * sixty times as fast.
 */
public final class QualityPart implements Part {
    private static final int SPEED = 60;
    private static final long SEED = 42;
    private static final Duration WARM_UP = Duration.ofMinutes(3);

    /** The part. */
    public QualityPart() {}

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public Findings measure(Effort effort) throws IOException {
        MidnightWorld world = MidnightWorld.scarce(Duration.ofMinutes(effort == Effort.FULL ? 30 : 10));
        Map<LiveEntrant, Performance> performances = new EnumMap<>(LiveEntrant.class);
        for (LiveEntrant entrant : LiveEntrant.values()) {
            performance(entrant, world).ifPresent(performance -> performances.put(entrant, performance));
        }
        QualityTables tables = new QualityTables(world, SPEED, performances);
        return new Findings(
                "Use of quotas",
                versions(performances.containsKey(LiveEntrant.PORTKEY)),
                tables.highlights(),
                tables.tables(),
                tables.charts(),
                Map.of("speed", SPEED, "seed", SEED, "world", world, "performances", performances));
    }

    /** {@return how it did; empty if it cannot be had here} */
    private static Optional<Performance> performance(LiveEntrant entrant, MidnightWorld world) {
        try (Contender contender = entrant.open()) {
            new Run(world.plentiful(WARM_UP), SPEED, SEED).of(contender);
            return Optional.of(new Run(world, SPEED, SEED).of(contender));
        } catch (IOException e) {
            System.out.println(entrant.label() + " is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, String> versions(boolean portkey) throws IOException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("LangChain4j", LibraryVersion.of("dev.langchain4j", "langchain4j-google-ai-gemini"));
        versions.put(
                "LangChain4j ModelRouter", LibraryVersion.of("dev.langchain4j", "langchain4j-community-model-router"));
        versions.put("Portkey's gateway", PortkeyProcess.versionOrWhyNone(portkey));
        return versions;
    }
}
