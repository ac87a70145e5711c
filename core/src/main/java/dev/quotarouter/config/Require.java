package dev.quotarouter.config;

import java.time.Duration;

/** What a builder demands of its arguments. */
final class Require {
    private Require() {}

    static String notBlank(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return text;
    }

    static int notNegative(String what, int number) {
        return (int) notNegative(what, (long) number);
    }

    static long notNegative(String what, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(what + " must be zero or more, not " + number);
        }
        return number;
    }

    static double notNegative(String what, double number) {
        if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be zero or more, not " + number);
        }
        return number;
    }

    static int positive(String what, int number) {
        return (int) positive(what, (long) number);
    }

    static long positive(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more, not " + number);
        }
        return number;
    }

    static Duration notNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(what + " must be zero or more, not " + duration);
        }
        return duration;
    }

    static Duration positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be more than zero, not " + duration);
        }
        return duration;
    }
}
