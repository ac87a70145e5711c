package dev.quotarouter.gemini;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the two ways in which Google says how long: {@code "34.4s"} and {@code Please retry in 6h34m53.5s.} */
final class GoogleDurations {
    private static final Pattern PROTO = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,12})?)s");
    private static final Pattern IN_WORDS = Pattern.compile(
            "[Pp]lease retry in (?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,9}(?:\\.\\d{1,12})?)(ms|s))?");

    private GoogleDurations() {}

    /** {@return the duration in proto3's JSON form; empty if it is none} */
    static Optional<Duration> proto(String text) {
        Matcher matcher = PROTO.matcher(text.strip());
        return matcher.matches() ? Optional.of(seconds(matcher.group(1))) : Optional.empty();
    }

    /** {@return the duration that the words ask to wait; empty if they do not say} */
    static Optional<Duration> inWords(String message) {
        Matcher matcher = IN_WORDS.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String hours = matcher.group(1);
        String minutes = matcher.group(2);
        String rest = matcher.group(3);
        if (hours == null && minutes == null && rest == null) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        if (hours != null) {
            sum = sum.plusHours(Long.parseLong(hours));
        }
        if (minutes != null) {
            sum = sum.plusMinutes(Long.parseLong(minutes));
        }
        if (rest != null) {
            Duration last = seconds(rest);
            sum = sum.plus("ms".equals(matcher.group(4)) ? last.dividedBy(1000) : last);
        }
        return Optional.of(sum);
    }

    private static Duration seconds(String decimal) {
        BigDecimal nanos = new BigDecimal(decimal).movePointRight(9);
        // Google's durations may be of ten thousand years; what does not fit must not wrap round to a short one.
        return Duration.ofNanos(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }
}
