package dev.quotarouter.simulator;

import java.math.BigDecimal;
import java.time.Duration;

/** Writes durations as Google does in a refusal: exactly in the text, rounded down in the typed detail. */
final class RetryDelay {
    private RetryDelay() {}

    /** {@return such as {@code 6h34m53s}, {@code 51.386192716s} or {@code 856.559356ms}} */
    static String inWords(Duration delay) {
        if (delay.compareTo(Duration.ofSeconds(1)) < 0) {
            return decimal(delay.toNanos(), 6) + "ms";
        }
        String seconds = decimal(delay.minusMinutes(delay.toMinutes()).toNanos(), 9) + "s";
        if (delay.toHours() > 0) {
            return delay.toHours() + "h" + delay.toMinutesPart() + "m" + seconds;
        }
        return delay.toMinutes() > 0 ? delay.toMinutes() + "m" + seconds : seconds;
    }

    /** {@return such as {@code 51s}; below a second exactly, such as {@code 0.856559356s}} */
    static String inRetryInfo(Duration delay) {
        return delay.compareTo(Duration.ofSeconds(1)) < 0 ? decimal(delay.toNanos(), 9) + "s" : delay.toSeconds() + "s";
    }

    private static String decimal(long nanos, int scale) {
        BigDecimal value = BigDecimal.valueOf(nanos, scale).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0).toPlainString() : value.toPlainString();
    }
}
