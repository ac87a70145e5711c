package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.benchmarks.process.JavaProcess;
import dev.quotarouter.benchmarks.report.Effort;
import dev.quotarouter.benchmarks.report.Findings;
import dev.quotarouter.benchmarks.report.Highlight;
import dev.quotarouter.benchmarks.report.Part;
import dev.quotarouter.benchmarks.report.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.util.Version;
import tools.jackson.databind.json.JsonMapper;

/** What a decision costs in time, in bytes and in memory held. */
public final class DecisionPart implements Part {
    /** The part. */
    public DecisionPart() {}

    @Override
    public String name() {
        return "decisions";
    }

    @Override
    public Findings measure(Effort effort) throws RunnerException, IOException {
        Collection<RunResult> results = Plan.of(effort).run();
        long held = heldByOneDeployment();
        DecisionTables measured = new DecisionTables(results);
        List<Table> tables = new ArrayList<>(measured.tables());
        tables.add(new Table(
                "Memory held by an idle deployment", List.of("bytes"), List.of(List.of(String.valueOf(held)))));
        return new Findings(
                "Decisions",
                Map.of("JMH", Version.getPlainVersion()),
                highlights(measured, held),
                tables,
                List.of(),
                Map.of("jmh", JsonMapper.shared().readTree(json(results)), "bytesPerDeployment", held));
    }

    private static List<Highlight> highlights(DecisionTables measured, long held) {
        List<Highlight> highlights = new ArrayList<>(measured.highlights());
        highlights.add(
                new Highlight("memory held by an idle deployment", Table.cell("%,d bytes", held), "aim 2,048 bytes"));
        return highlights;
    }

    private static long heldByOneDeployment() throws IOException {
        try (JavaProcess program = JavaProcess.start(MemoryPerDeployment.class, List.of("-Xmx1g"))) {
            return Long.parseLong(program.hear());
        }
    }

    private static byte[] json(Collection<RunResult> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        return bytes.toByteArray();
    }
}
