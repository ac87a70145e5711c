package dev.quotarouter.benchmarks.quality;

import static dev.quotarouter.benchmarks.report.Table.cell;

import dev.quotarouter.benchmarks.report.BarChart;
import dev.quotarouter.benchmarks.report.BarChart.Bar;
import dev.quotarouter.benchmarks.report.BarChart.Group;
import dev.quotarouter.benchmarks.report.Effort;
import dev.quotarouter.benchmarks.report.Findings;
import dev.quotarouter.benchmarks.report.Highlight;
import dev.quotarouter.benchmarks.report.Part;
import dev.quotarouter.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How well quotas are used in a simulated week, beside a model of LiteLLM's published rules. The same on every machine. */
public final class SimulatedQualityPart implements Part {
    private static final List<Double> LOADS = List.of(0.5, 1.0, 1.5, 3.0);
    private static final double QUOTED_LOAD = 1.5;

    /** The part. */
    public SimulatedQualityPart() {}

    @Override
    public String name() {
        return "quality-simulated";
    }

    @Override
    public Findings measure(Effort effort) {
        return effort == Effort.QUICK ? measure(2, 1) : measure(7, 5);
    }

    /** {@return what was found in so many days with so many seeds} */
    static Findings measure(int days, int seeds) {
        List<SimulatedQuality> all = new ArrayList<>();
        for (double load : LOADS) {
            for (Simulant simulant : Simulant.values()) {
                all.add(SimulatedQuality.of(
                        simulant,
                        load,
                        IntStream.rangeClosed(1, seeds)
                                .mapToObj(seed -> simulant.live(new SimulatedWeek(days, load, seed).world()))
                                .toList()));
            }
        }
        return new Findings(
                "Quota quality in the simulation, beside a model of LiteLLM's published rules",
                Map.of("simulated", days + " days, " + seeds + (seeds == 1 ? " seed" : " seeds")),
                highlights(all),
                LOADS.stream().map(load -> table(load, all)).toList(),
                List.of(chart(all)),
                all);
    }

    private static List<Highlight> highlights(List<SimulatedQuality> all) {
        SimulatedQuality ours = find(all, Simulant.QUOTAROUTER);
        SimulatedQuality model = find(all, Simulant.MODEL_5_S);
        String beside =
                cell("a model of LiteLLM's rules with its cooldown of %d s,", LiteLlmModel.USUAL_COOLDOWN.toSeconds());
        return List.of(
                new Highlight(
                        cell("served of what is possible, load %.1f, simulated", QUOTED_LOAD),
                        cell("%.2f %%", 100 * ours.servedOfOracle()),
                        cell("%s %.2f %%", beside, 100 * model.servedOfOracle())),
                new Highlight(
                        cell("refused calls for each reply, load %.1f, simulated", QUOTED_LOAD),
                        cell("%.2f", ours.refusedPerReply()),
                        cell("%s %.2f", beside, model.refusedPerReply())));
    }

    private static SimulatedQuality find(List<SimulatedQuality> all, Simulant simulant) {
        return all.stream()
                .filter(each -> each.load() == QUOTED_LOAD && each.simulant() == simulant)
                .findFirst()
                .orElseThrow();
    }

    private static Table table(double load, List<SimulatedQuality> all) {
        return new Table(
                cell("Load %.1f", load),
                List.of(
                        "",
                        "offered",
                        "served",
                        "of the oracle's",
                        "calls",
                        "refused for quota",
                        "refused for each reply",
                        "calls for each reply",
                        "reset lag, s"),
                all.stream()
                        .filter(each -> each.load() == load)
                        .map(SimulatedQualityPart::row)
                        .toList());
    }

    private static List<String> row(SimulatedQuality each) {
        return List.of(
                each.simulant().label(),
                cell("%,d", each.offered()),
                cell("%,d", each.served()),
                cell("%.2f %%", 100 * each.servedOfOracle()),
                cell("%,d", each.calls()),
                cell("%,d", each.refused()),
                cell("%.2f", each.refusedPerReply()),
                cell("%.2f", each.callsPerReply()),
                cell("%.1f", each.resetLagSeconds()));
    }

    private static BarChart chart(List<SimulatedQuality> all) {
        return new BarChart(
                "quality-simulated",
                cell("Quotas in a simulated week, load %.1f", QUOTED_LOAD),
                "beside a model of LiteLLM's rules",
                List.of(
                        group("calls refused for each reply", all, SimulatedQuality::refusedPerReply),
                        group("served of what is possible, %", all, each -> 100 * each.servedOfOracle())));
    }

    private static Group group(String title, List<SimulatedQuality> all, ToDoubleFunction<SimulatedQuality> figure) {
        return new Group(
                title,
                all.stream()
                        .filter(each -> each.load() == QUOTED_LOAD)
                        .map(each -> new Bar(
                                each.simulant().label(),
                                figure.applyAsDouble(each),
                                each.simulant() == Simulant.QUOTAROUTER))
                        .toList());
    }
}
