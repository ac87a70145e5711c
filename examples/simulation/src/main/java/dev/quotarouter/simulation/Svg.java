package dev.quotarouter.simulation;

import java.util.List;
import java.util.Locale;

/** Draws one small picture: a frame with a scale, and lines or bars in it. Not thread-safe. */
final class Svg {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 150;
    private static final int LEFT = 44;
    private static final int BOTTOM = 22;
    private static final int TOP = 8;
    private static final int RIGHT = 8;

    private final StringBuilder shapes = new StringBuilder();
    private final double most;

    /**
     * An empty frame.
     *
     * @param title what it shows, for those who cannot see it
     * @param most the top of the scale; positive
     * @param unit what stands behind the numbers of the scale
     */
    Svg(String title, double most, String unit) {
        this.most = most;
        shapes.append(
                text("<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>%s</title>", WIDTH, HEIGHT, Html.escaped(title)));
        for (int quarter = 0; quarter <= 4; quarter += 2) {
            double value = most * quarter / 4;
            shapes.append(text(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, WIDTH - RIGHT, y(value), y(value)));
            shapes.append(text(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s%s</text>",
                    LEFT - 5, y(value) + 4, number(value), Html.escaped(unit)));
        }
    }

    /** Writes under the frame, evenly from left to right. */
    Svg below(List<String> labels) {
        for (int i = 0; i < labels.size(); i++) {
            shapes.append(text(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    middle(i, labels.size()), HEIGHT - 6, Html.escaped(labels.get(i))));
        }
        return this;
    }

    /** Draws a line through values that are evenly apart. */
    Svg line(String style, List<Double> values) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            points.append(text("%.1f,%.1f ", middle(i, values.size()), y(values.get(i))));
        }
        shapes.append(text(
                "<polyline class=\"%s\" points=\"%s\"/>",
                style, points.toString().strip()));
        return this;
    }

    /** Draws a bar for each value. */
    Svg bars(String style, List<Double> values, List<String> hints) {
        double width = (WIDTH - LEFT - RIGHT) / (double) Math.max(1, values.size());
        for (int i = 0; i < values.size(); i++) {
            double top = y(values.get(i));
            shapes.append(text(
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
                    style,
                    LEFT + i * width + width * 0.12,
                    top,
                    width * 0.76,
                    HEIGHT - BOTTOM - top,
                    Html.escaped(hints.get(i))));
        }
        return this;
    }

    /** {@return the picture} */
    String draw() {
        return shapes + "</svg>";
    }

    private static double middle(int i, int of) {
        return LEFT + (i + 0.5) * (WIDTH - LEFT - RIGHT) / of;
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - Math.min(1, Math.max(0, value / most)) * (HEIGHT - BOTTOM - TOP);
    }

    private static String number(double value) {
        return value >= 10 || value == Math.rint(value) ? text("%,.0f", value) : text("%.1f", value);
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
