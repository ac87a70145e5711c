package dev.quotarouter.quota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For how long a budget of money holds, before it starts anew. A period does not begin with the first use but where the calendar
 * has it begin: for everyone at the same instant, before and after a restart.
 *
 * <ul>
 *   <li>Seconds, minutes and hours are counted from midnight; the last period of a day ends with the day.
 *   <li>Days begin at midnight; several are counted from 1970 on. Seven are a week, thirty a month, as in LiteLLM.
 *   <li>Weeks begin on Monday, months with their first day.
 * </ul>
 *
 * @param length how many units; at least 1
 * @param unit of what
 */
public record BudgetPeriod(int length, Unit unit) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})(s|m|h|d|w|mo)");
    private static final long MILLIS_PER_DAY = 24L * 3600 * 1000;
    private static final int DAYS_PER_WEEK = 7;
    private static final int DAYS_PER_MONTH = 30;
    private static final int MONTHS_PER_YEAR = 12;
    // The first of January 1970 was a Thursday.
    private static final int DAYS_SINCE_MONDAY = 3;

    /** A unit of time. */
    public enum Unit {
        /** One second. */
        SECONDS("s", 1_000),
        /** One minute. */
        MINUTES("m", 60_000),
        /** One hour. */
        HOURS("h", 3_600_000),
        /** A day of the calendar, with 23, 24 or 25 hours. */
        DAYS("d", 0),
        /** Seven days from a Monday on. */
        WEEKS("w", 0),
        /** A month of the calendar. */
        MONTHS("mo", 0);

        private final String symbol;
        private final long millis;

        Unit(String symbol, long millis) {
            this.symbol = symbol;
            this.millis = millis;
        }
    }

    /**
     * Seven days become a week, thirty days a month.
     *
     * @throws IllegalArgumentException if the length is not positive, or seconds, minutes or hours are more than a day
     */
    public BudgetPeriod {
        if (length < 1) {
            throw new IllegalArgumentException("a budget's period must be 1 or more, not " + length);
        }
        if (length * unit.millis > MILLIS_PER_DAY) {
            throw new IllegalArgumentException("a budget's period of more than a day is written in days: 2d");
        }
        if (unit == Unit.DAYS && length == DAYS_PER_WEEK) {
            length = 1;
            unit = Unit.WEEKS;
        } else if (unit == Unit.DAYS && length == DAYS_PER_MONTH) {
            length = 1;
            unit = Unit.MONTHS;
        } else if (length * unit.millis == MILLIS_PER_DAY) {
            length = 1;
            unit = Unit.DAYS;
        }
    }

    /**
     * Of a number and its unit, as LiteLLM writes it: {@code 30s}, {@code 10m}, {@code 1h}, {@code 1d}, {@code 1w}, {@code 1mo}.
     *
     * @throws IllegalArgumentException if the text is not of this form, or the period is none
     */
    public static BudgetPeriod of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("a budget's period is written like 1d or 1mo"));
    }

    /** {@return the period; empty if the text is none} */
    public static Optional<BudgetPeriod> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int length = Integer.parseInt(matcher.group(1));
        for (Unit unit : Unit.values()) {
            if (unit.symbol.equals(matcher.group(2)) && length * unit.millis <= MILLIS_PER_DAY) {
                return Optional.of(new BudgetPeriod(length, unit));
            }
        }
        return Optional.empty();
    }

    /** {@return when the period that the instant lies in began} */
    public Instant startOf(Instant instant, ZoneId zone) {
        return isWithinDay() ? startWithinDay(instant, zone) : midnight(startDate(instant, zone), zone);
    }

    /** {@return when the period that the instant lies in ends, and the next one begins} */
    public Instant endOf(Instant instant, ZoneId zone) {
        if (!isWithinDay()) {
            return midnight(endDate(startDate(instant, zone)), zone);
        }
        Instant end = startWithinDay(instant, zone).plusMillis(length * unit.millis);
        Instant nextMidnight = midnight(instant.atZone(zone).toLocalDate().plusDays(1), zone);
        return end.isBefore(nextMidnight) ? end : nextMidnight;
    }

    /** {@return the period as it is written} */
    @Override
    public String toString() {
        return length + unit.symbol;
    }

    private boolean isWithinDay() {
        return unit.millis > 0;
    }

    private Instant startWithinDay(Instant instant, ZoneId zone) {
        Instant midnight = midnight(instant.atZone(zone).toLocalDate(), zone);
        long millis = length * unit.millis;
        long since = instant.toEpochMilli() - midnight.toEpochMilli();
        return midnight.plusMillis(since / millis * millis);
    }

    private LocalDate startDate(Instant instant, ZoneId zone) {
        LocalDate today = instant.atZone(zone).toLocalDate();
        return switch (unit) {
            case SECONDS, MINUTES, HOURS -> today;
            case DAYS -> LocalDate.ofEpochDay(whole(today.toEpochDay(), length));
            case WEEKS ->
                LocalDate.ofEpochDay(whole(today.toEpochDay() + DAYS_SINCE_MONDAY, (long) length * DAYS_PER_WEEK)
                        - DAYS_SINCE_MONDAY);
            case MONTHS -> {
                long months = whole(today.getYear() * (long) MONTHS_PER_YEAR + today.getMonthValue() - 1, length);
                yield LocalDate.of(
                        (int) Math.floorDiv(months, MONTHS_PER_YEAR), Math.floorMod(months, MONTHS_PER_YEAR) + 1, 1);
            }
        };
    }

    private LocalDate endDate(LocalDate start) {
        return switch (unit) {
            case SECONDS, MINUTES, HOURS -> start;
            case DAYS -> start.plusDays(length);
            case WEEKS -> start.plusWeeks(length);
            case MONTHS -> start.plusMonths(length);
        };
    }

    private static long whole(long number, long divisor) {
        return Math.floorDiv(number, divisor) * divisor;
    }

    private static Instant midnight(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
