package dev.quotarouter.benchmarks.call;

import dev.quotarouter.benchmarks.load.Figures;
import dev.quotarouter.benchmarks.load.OneServer;
import dev.quotarouter.benchmarks.load.Schedule;
import dev.quotarouter.benchmarks.load.Taken;
import dev.quotarouter.benchmarks.load.Tournament;
import dev.quotarouter.benchmarks.report.Effort;
import dev.quotarouter.benchmarks.report.Findings;
import dev.quotarouter.benchmarks.report.LibraryVersion;
import dev.quotarouter.benchmarks.report.Part;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import okhttp3.OkHttp;

/** What a whole chat costs, beside what an application would have it through instead. */
public final class CallPart implements Part {
    private static final long SEED = 42;

    /** The part. */
    public CallPart() {}

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public Findings measure(Effort effort) throws IOException {
        return measure(Schedule.of(effort));
    }

    /** {@return what was found on this schedule} */
    static Findings measure(Schedule schedule) throws IOException {
        List<Taken> taken = new Tournament(schedule, List.of(Client.values()), OneServer::set, new Random(SEED)).run();
        CallTables tables = new CallTables(new Figures(taken, Client.BY_HAND));
        return new Findings(
                "Whole calls",
                versions(),
                tables.highlights(),
                tables.tables(schedule.callers()),
                List.of(tables.chart()),
                Map.of("schedule", schedule, "turns", taken));
    }

    private static Map<String, String> versions() throws IOException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("OkHttp", OkHttp.VERSION);
        versions.put("Jackson", LibraryVersion.of("tools.jackson.core", "jackson-databind"));
        versions.put("google-genai", LibraryVersion.of("com.google.genai", "google-genai"));
        versions.put("LangChain4j", LibraryVersion.of("dev.langchain4j", "langchain4j-google-ai-gemini"));
        versions.put(
                "LangChain4j ModelRouter", LibraryVersion.of("dev.langchain4j", "langchain4j-community-model-router"));
        return versions;
    }
}
