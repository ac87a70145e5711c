package dev.quotarouter.cli.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A forecast for people to read, in their own time zone. */
final class Words {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("'on' EEEE", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("'on' d MMMM", Locale.ENGLISH);
    private static final long WEEK = 7;

    private Words() {}

    /** {@return such as {@code 2,300 more before the reset at 09:00, done tomorrow about 03:10}} */
    static String of(Forecast forecast, Instant now, ZoneId zone) {
        String done =
                forecast.doneAt().map(end -> "done " + about(end, now, zone)).orElse("");
        return forecast.resetsAt()
                .map(reset -> String.format(Locale.ENGLISH, "%,d", forecast.beforeReset())
                        + " more before the reset at " + CLOCK.format(reset.atZone(zone))
                        + (done.isEmpty() ? "" : ", " + done))
                .orElse(done);
    }

    private static String about(Instant end, Instant now, ZoneId zone) {
        ZonedDateTime local = end.atZone(zone);
        return (day(local.toLocalDate(), now.atZone(zone).toLocalDate()) + "about " + CLOCK.format(local));
    }

    private static String day(LocalDate day, LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, day);
        if (days <= 0) {
            return "";
        }
        if (days == 1) {
            return "tomorrow ";
        }
        return (days < WEEK ? WEEKDAY : DATE).format(day) + " ";
    }
}
