package dev.quotarouter.benchmarks.quality;

import static dev.quotarouter.benchmarks.report.Table.cell;

import dev.quotarouter.benchmarks.report.BarChart;
import dev.quotarouter.benchmarks.report.BarChart.Bar;
import dev.quotarouter.benchmarks.report.BarChart.Group;
import dev.quotarouter.benchmarks.report.Highlight;
import dev.quotarouter.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How all did, as tables and pictures. Who could not be had has a row that says so.
 *
 * @param world what they did it in
 * @param speed how much faster than the machine's time that ran
 * @param performances who took part, and how they did
 */
record QualityTables(MidnightWorld world, int speed, Map<LiveEntrant, Performance> performances) {
    private static final List<String> COLUMNS = List.of(
            "",
            "chats wanted",
            "replied",
            "of the possible",
            "calls at Gemini",
            "served",
            "refused",
            "refused per reply",
            "median wait, s",
            "p99 wait, s",
            "first after the reset, s");

    List<Table> tables() {
        return List.of(comparison(), conditions());
    }

    List<BarChart> charts() {
        return List.of(new BarChart(
                "quality",
                "Ten projects around a midnight, more chats wanted than quota",
                "calls and shares",
                List.of(
                        group("Refused calls for each reply", Performance::refusedPerReply),
                        group("Replies, % of what the quotas allow", each -> 100 * each.repliedOfPossible()))));
    }

    /** {@return what is worth quoting; nothing of contenders that did not take part} */
    List<Highlight> highlights() {
        return List.of(
                highlight("refused calls for each reply", "%.2f", Performance::refusedPerReply),
                highlight("replies, of what the quotas allow", "%.0f %%", each -> 100 * each.repliedOfPossible()));
    }

    private Table comparison() {
        return new Table(
                world.half().toMinutes() + " minutes before a reset and as many after it",
                COLUMNS,
                Stream.of(LiveEntrant.values()).map(this::row).toList());
    }

    private Table conditions() {
        return new Table(
                "What that means",
                List.of("", ""),
                List.of(
                        List.of("time", speed + " seconds of it pass in one of the machine's"),
                        List.of(
                                "quota",
                                cell(
                                        "%d projects with one model each, %d requests a minute, %,d tokens a minute, %d requests a day",
                                        world.keys().size(),
                                        world.quota().rpm(),
                                        world.tpm(),
                                        world.quota().rpd())),
                        List.of(
                                "load",
                                cell(
                                        "%d chats a minute at random times, the same for all, each on a thread of its own",
                                        world.perMinute())),
                        List.of(
                                "patience",
                                world.patience().toSeconds()
                                        + " s from arrival to reply; what comes later is no reply"),
                        List.of(
                                "possible",
                                cell(
                                        "%,d replies: each project's day, or a minute more than the whole ones in its time; a bound that"
                                                + " nobody can exceed",
                                        world.possible())),
                        List.of(
                                "calls, served, refused, reset",
                                "from the log of the simulated Gemini, not from who was measured"),
                        List.of(
                                "wait",
                                "from the arrival to the reply, with what the model takes, of those that were replied to")));
    }

    private List<String> row(LiveEntrant entrant) {
        Performance did = performances.get(entrant);
        List<String> row = new ArrayList<>(List.of(entrant.label()));
        if (did == null) {
            row.add("left out");
            row.addAll(Collections.nCopies(COLUMNS.size() - 2, "–"));
            return row;
        }
        row.add(cell("%,d", did.offered()));
        row.add(cell("%,d", did.replied()));
        row.add(cell("%.1f %%", 100 * did.repliedOfPossible()));
        row.add(cell("%,d", did.calls()));
        row.add(cell("%,d", did.served()));
        row.add(cell("%,d", did.refused()));
        row.add(cell("%.3f", did.refusedPerReply()));
        Stream.of(did.medianWait(), did.p99Wait(), did.reset())
                .map(seconds -> cell("%.1f", seconds))
                .forEach(row::add);
        return row;
    }

    private Highlight highlight(String what, String format, ToDoubleFunction<Performance> figure) {
        List<String> others = new ArrayList<>();
        performances.forEach((entrant, did) -> {
            if (!entrant.ours()) {
                others.add(entrant.label() + " " + cell(format, figure.applyAsDouble(did)));
            }
        });
        Performance ours = performances.get(LiveEntrant.QUOTA_ROUTER);
        return new Highlight(
                what, ours == null ? "–" : cell(format, figure.applyAsDouble(ours)), String.join(", ", others));
    }

    private Group group(String title, ToDoubleFunction<Performance> figure) {
        List<Bar> bars = new ArrayList<>();
        performances.forEach(
                (entrant, did) -> bars.add(new Bar(entrant.label(), figure.applyAsDouble(did), entrant.ours())));
        return new Group(title, bars);
    }
}
