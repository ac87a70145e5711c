package dev.quotarouter.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes down what came of all worlds: every figure of every seed as JSON, the worst of each world as a table. */
final class WorldTables {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> COLUMNS = List.of(
            "refused_though_known",
            "over_admitted",
            "refused_by_quota",
            "served_of_oracle_mean",
            "served_of_oracle_worst",
            "served_of_foresight_worst",
            "reset_lag_seconds",
            "attempts_per_request",
            "spread");

    private static final String HEAD = """
            # The router in every world

            Written by the command on the [page before](../simulation.md#the-worlds). Each figure is that of the seed that did
            worst, which stands behind it in parentheses where it is not as good as can be; **bold** is a miss.

            """;

    private WorldTables() {}

    static void write(List<WorldFigures> lived, Path folder) throws IOException {
        Files.createDirectories(folder);
        ArrayNode worlds = JSON.createArrayNode();
        for (WorldFigures world : lived) {
            ObjectNode node = worlds.addObject();
            node.put("world", world.world().name());
            ArrayNode reports = node.putArray("reports");
            world.reports().forEach(report -> reports.add(ReportJson.figures(report)));
        }
        Files.writeString(folder.resolve("worlds.json"), lines(worlds));
        Files.writeString(folder.resolve("worlds.md"), HEAD + table(lived) + misses(lived));
    }

    // One report a line: a change shows which seed it is about.
    private static String lines(ArrayNode worlds) {
        StringBuilder text = new StringBuilder("[");
        String comma = "";
        for (var world : worlds) {
            text.append(comma)
                    .append("\n{\"world\": ")
                    .append(world.get("world"))
                    .append(", \"reports\": [");
            String between = "\n  ";
            for (var report : world.get("reports")) {
                text.append(between).append(report);
                between = ",\n  ";
            }
            text.append("\n]}");
            comma = ",";
        }
        return text.append("\n]\n").toString();
    }

    /** {@return a table with a row for each world} */
    static String table(List<WorldFigures> lived) {
        StringBuilder text = new StringBuilder();
        text.append("| world | seeds | ").append(String.join(" | ", COLUMNS)).append(" |\n");
        text.append("|---|---|").append("---|".repeat(COLUMNS.size())).append('\n');
        for (WorldFigures world : lived) {
            text.append("| ")
                    .append(world.world())
                    .append(" | ")
                    .append(world.reports().size());
            world.figures().forEach(figure -> text.append(" | ").append(cell(figure)));
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String cell(Figure figure) {
        String number = String.format(Locale.ROOT, figure.more() ? "%.5f" : "%.4f", figure.value());
        String shortest =
                number.indexOf('.') < 0 ? number : number.replaceAll("0+$", "").replaceAll("\\.$", "");
        boolean perfect = figure.more() ? figure.value() >= 1 : figure.value() == 0;
        String seed = perfect || figure.seed() == 0 ? "" : " (" + figure.seed() + ")";
        return figure.isMissed() ? "**" + shortest + "**" + seed : shortest + seed;
    }

    private static String misses(List<WorldFigures> lived) {
        StringBuilder text = new StringBuilder("\n## What is missed, and why\n\n");
        boolean none = true;
        for (WorldFigures world : lived) {
            for (Figure figure : world.figures()) {
                if (figure.isMissed()) {
                    none = false;
                    Optional<KnownMiss> known = KnownMiss.of(world.world().name(), figure);
                    text.append("* ")
                            .append(world.world())
                            .append(": ")
                            .append(figure)
                            .append(": ")
                            .append(known.map(KnownMiss::reason).orElse("not yet understood"))
                            .append(".\n");
                }
            }
        }
        return none ? text.append("Nothing.\n").toString() : text.toString();
    }
}
