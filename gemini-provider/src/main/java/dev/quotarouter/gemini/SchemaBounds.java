package dev.quotarouter.gemini;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bounds of numbers. Gemini knows inclusive ones; for an integer an exclusive one is the next integer. */
final class SchemaBounds {
    /** A bound with more digits than this is nobody's, and would cost much to write out. */
    private static final int MAX_SCALE = 400;

    private final Map<String, Object> source;
    private final SchemaWords words;
    private final String path;

    private SchemaBounds(Map<String, Object> source, SchemaWords words, String path) {
        this.source = source;
        this.words = words;
        this.path = path;
    }

    /** Adds the bounds to the result, which has the type already, and says what is more than a bound. */
    static void translate(Map<String, Object> source, Map<String, Object> result, SchemaWords words, String path) {
        SchemaBounds bounds = new SchemaBounds(source, words, path);
        bounds.translate("minimum", "exclusiveMinimum", true, result);
        bounds.translate("maximum", "exclusiveMaximum", false, result);
    }

    private void translate(String inclusive, String exclusive, boolean lower, Map<String, Object> result) {
        Optional<BigDecimal> bound = number(inclusive);
        // Until draft 4 a flag beside the bound, since then a bound of its own.
        boolean flag = source.get(exclusive) instanceof Boolean;
        boolean raised = Boolean.TRUE.equals(source.get(exclusive));
        Optional<BigDecimal> beyond = flag ? bound.filter(number -> raised) : number(exclusive);
        if (beyond.isEmpty()) {
            bound.ifPresent(number -> result.put(inclusive, number));
            return;
        }
        BigDecimal nearest = beyond.get();
        if (isInteger(result)) {
            nearest = next(nearest, lower);
        } else {
            words.say((lower ? "Greater than " : "Less than ") + nearest.toPlainString() + ".");
        }
        if (bound.isPresent() && !raised) {
            nearest = lower ? nearest.max(bound.get()) : nearest.min(bound.get());
        }
        result.put(inclusive, nearest);
    }

    private static BigDecimal next(BigDecimal bound, boolean up) {
        BigDecimal whole = bound.setScale(0, up ? RoundingMode.FLOOR : RoundingMode.CEILING);
        return up ? whole.add(BigDecimal.ONE) : whole.subtract(BigDecimal.ONE);
    }

    private static boolean isInteger(Map<String, Object> result) {
        Object type = result.getOrDefault("type", "");
        return type.equals("integer")
                || (type instanceof List<?> types && types.contains("integer") && !types.contains("number"));
    }

    private Optional<BigDecimal> number(String keyword) {
        if (!source.containsKey(keyword)) {
            return Optional.empty();
        }
        if (!(source.get(keyword) instanceof Number number)) {
            throw new UnsendableException(path + "." + keyword + ": a bound is a number");
        }
        BigDecimal bound = new BigDecimal(number.toString());
        if (Math.abs((long) bound.scale()) > MAX_SCALE) {
            throw new UnsendableException(path + "." + keyword + ": no bound is that large or small; leave it out");
        }
        return Optional.of(bound);
    }
}
