package dev.quotarouter.benchmarks.gateway;

import dev.quotarouter.benchmarks.load.Figures;
import dev.quotarouter.benchmarks.load.Schedule;
import dev.quotarouter.benchmarks.load.Taken;
import dev.quotarouter.benchmarks.load.Tournament;
import dev.quotarouter.benchmarks.load.WarmUp;
import dev.quotarouter.benchmarks.process.PortkeyProcess;
import dev.quotarouter.benchmarks.report.Effort;
import dev.quotarouter.benchmarks.report.Findings;
import dev.quotarouter.benchmarks.report.LibraryVersion;
import dev.quotarouter.benchmarks.report.Part;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What our gateway adds to a call, beside Portkey's, which is left out where npm cannot get it. */
public final class GatewayPart implements Part {
    private static final long SEED = 42;

    /** The part. */
    public GatewayPart() {}

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Findings measure(Effort effort) throws IOException {
        boolean portkey = hasPortkey();
        List<Way> ways = portkey ? List.of(Way.values()) : List.of(Way.DIRECT, Way.QUOTAROUTER);
        Map<String, String> versions = versions(portkey);
        Schedule schedule = schedule(effort);
        List<Taken> taken = new Tournament(schedule, ways, () -> GatewayStage.set(portkey), new Random(SEED)).run();
        GatewayTables tables = new GatewayTables(new Figures(taken, Way.DIRECT), ways);
        return new Findings(
                "Gateways",
                versions,
                portkey ? tables.highlights() : List.of(),
                tables.tables(schedule.callers()),
                List.of(tables.chart()),
                Map.of("schedule", schedule, "turns", taken));
    }

    /**
     * Warm-up is by time, not by calls: what one gateway does in a second takes another a minute. Each has the same time.
     */
    private static Schedule schedule(Effort effort) {
        return switch (effort) {
            case QUICK -> new Schedule(Schedule.CALLERS, 1, 2, new WarmUp(1, 1_500, 1), 300);
            case FULL -> new Schedule(Schedule.CALLERS, 2, 6, new WarmUp(1, 5_000, 1), 500);
        };
    }

    private static boolean hasPortkey() {
        try {
            PortkeyProcess.start().close();
            return true;
        } catch (IOException e) {
            System.out.println("Portkey's gateway is left out: " + e.getMessage());
            return false;
        }
    }

    private static Map<String, String> versions(boolean portkey) throws IOException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Vert.x", LibraryVersion.ofVertx());
        versions.put("Portkey's gateway", PortkeyProcess.versionOrWhyNone(portkey));
        return versions;
    }
}
