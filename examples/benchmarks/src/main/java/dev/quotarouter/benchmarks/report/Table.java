package dev.quotarouter.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table of figures.
 *
 * @param title what it shows
 * @param columns the heads of its columns
 * @param rows its rows, each with as many cells
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {
    /** Checks that every row has a cell for every column. */
    public Table {
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " cells for " + columns.size() + " columns: " + row);
            }
        }
    }

    /** {@return a cell} As {@link String#format} writes it, the same everywhere. */
    public static String cell(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** {@return the table as Markdown, with its title as a heading} */
    public String markdown() {
        return "\n## " + title + "\n\n" + rows(columns, rows);
    }

    /** {@return a table without a title as Markdown} */
    static String rows(List<String> columns, List<List<String>> rows) {
        return row(columns) + "|" + "---|".repeat(columns.size()) + "\n"
                + rows.stream().map(Table::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
