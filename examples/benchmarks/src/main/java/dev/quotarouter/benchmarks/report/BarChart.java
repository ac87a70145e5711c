package dev.quotarouter.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * Bars from left to right in groups, each with its figure behind it; a picture that is read on a bright and on a dark page.
 *
 * @param name its file's name, without an ending
 * @param title what it shows
 * @param unit what the figures count
 * @param groups the bars that are compared with each other
 */
public record BarChart(String name, String title, String unit, List<Group> groups) {
    private static final int WIDTH = 760;
    private static final int LABELS = 230;
    private static final int FIGURES = 80;
    private static final int LINE = 22;
    private static final int HEAD = 44;

    /**
     * What is compared with each other: the longest bar of a group fills the line.
     *
     * @param title what these have in common
     * @param bars the bars
     */
    public record Group(String title, List<Bar> bars) {}

    /**
     * One bar.
     *
     * @param label who or what it stands for
     * @param value its figure and its length, of which a negative one has none
     * @param ours whether it is the router's own
     */
    public record Bar(String label, double value, boolean ours) {
        private double length() {
            return Math.max(0, value);
        }
    }

    /** {@return the picture as SVG} */
    public String svg() {
        StringBuilder shapes = new StringBuilder();
        int y = HEAD;
        for (Group group : groups) {
            shapes.append(text("<text class=\"group\" x=\"8\" y=\"%d\">%s</text>%n", y + 12, escaped(group.title())));
            y += LINE;
            double longest =
                    group.bars().stream().mapToDouble(Bar::length).max().orElse(0);
            for (Bar bar : group.bars()) {
                shapes.append(line(bar, y, longest));
                y += LINE;
            }
            y += LINE / 2;
        }
        return head(y) + shapes + "</svg>\n";
    }

    private String head(int height) {
        return text("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">
                <title>%s, %s</title>
                <style>
                text { font: 13px system-ui, sans-serif; fill: #24292f }
                .title { font-size: 15px; font-weight: 600 }
                .group { font-weight: 600 }
                .bar { fill: #8c959f }
                .ours { fill: #0969da }
                @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .bar { fill: #6e7681 }
                .ours { fill: #4493f8 }
                }
                </style>
                <text class="title" x="8" y="22">%s, %s</text>
                """, WIDTH, height, escaped(title), escaped(unit), escaped(title), escaped(unit));
    }

    private static String line(Bar bar, int y, double longest) {
        double width = longest == 0 ? 0 : bar.length() / longest * (WIDTH - LABELS - FIGURES);
        return text(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                        + "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>"
                        + "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
                LABELS - 8,
                y + 12,
                escaped(bar.label()),
                bar.ours() ? "bar ours" : "bar",
                LABELS,
                y,
                width,
                LINE - 6,
                LABELS + width + 6,
                y + 12,
                number(bar.value()));
    }

    private static String number(double value) {
        return Math.abs(value) >= 100 || value == Math.rint(value) ? text("%,.0f", value) : text("%.2f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
