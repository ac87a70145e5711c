package dev.quotarouter.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BudgetPeriodTest {
    @ParameterizedTest
    @CsvSource({
        // A Wednesday.
        "30s,  UTC,                 2026-07-01T19:12:45Z, 2026-07-01T19:12:30Z, 2026-07-01T19:13:00Z",
        "10m,  UTC,                 2026-07-01T19:12:45Z, 2026-07-01T19:10:00Z, 2026-07-01T19:20:00Z",
        "1h,   Asia/Kolkata,        2026-07-01T19:12:45Z, 2026-07-01T18:30:00Z, 2026-07-01T19:30:00Z",
        "5h,   UTC,                 2026-07-01T22:00:00Z, 2026-07-01T20:00:00Z, 2026-07-02T00:00:00Z",
        "24h,  America/Los_Angeles, 2026-07-01T19:12:45Z, 2026-07-01T07:00:00Z, 2026-07-02T07:00:00Z",
        "1d,   UTC,                 2026-07-01T00:00:00Z, 2026-07-01T00:00:00Z, 2026-07-02T00:00:00Z",
        "1d,   America/Los_Angeles, 2026-07-01T06:59:59Z, 2026-06-30T07:00:00Z, 2026-07-01T07:00:00Z",
        // The clocks of Los Angeles go forward on the 8th of March.
        "1d,   America/Los_Angeles, 2026-03-08T20:00:00Z, 2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z",
        "12h,  America/Los_Angeles, 2026-03-09T06:00:00Z, 2026-03-08T20:00:00Z, 2026-03-09T07:00:00Z",
        "2d,   UTC,                 2026-07-01T19:00:00Z, 2026-06-30T00:00:00Z, 2026-07-02T00:00:00Z",
        "7d,   UTC,                 2026-07-01T19:00:00Z, 2026-06-29T00:00:00Z, 2026-07-06T00:00:00Z",
        "1w,   UTC,                 2026-07-05T23:59:59Z, 2026-06-29T00:00:00Z, 2026-07-06T00:00:00Z",
        "30d,  UTC,                 2026-07-31T19:00:00Z, 2026-07-01T00:00:00Z, 2026-08-01T00:00:00Z",
        "1mo,  UTC,                 2026-02-28T19:00:00Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
        "3mo,  UTC,                 2026-12-31T23:00:00Z, 2026-10-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "12mo, Europe/Berlin,       2026-07-01T19:00:00Z, 2025-12-31T23:00:00Z, 2026-12-31T23:00:00Z",
        "1w,   UTC,                 1969-12-31T00:00:00Z, 1969-12-29T00:00:00Z, 1970-01-05T00:00:00Z"
    })
    void a_period_begins_and_ends_where_the_calendar_says(
            String period, String zone, Instant now, Instant start, Instant end) {
        BudgetPeriod budgetPeriod = BudgetPeriod.of(period);

        assertThat(budgetPeriod.startOf(now, ZoneId.of(zone))).isEqualTo(start);
        assertThat(budgetPeriod.endOf(now, ZoneId.of(zone))).isEqualTo(end);
    }

    @Test
    void periods_follow_each_other_without_gap_or_overlap() {
        SplittableRandom random = new SplittableRandom(7);
        for (String text : new String[] {"7s", "45m", "5h", "1d", "3d", "10d", "2w", "1mo", "5mo"}) {
            BudgetPeriod period = BudgetPeriod.of(text);
            for (String name : new String[] {"UTC", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu"}) {
                ZoneId zone = ZoneId.of(name);
                for (int i = 0; i < 500; i++) {
                    Instant now = Instant.ofEpochSecond(random.nextLong(0, 2_000_000_000));
                    Instant start = period.startOf(now, zone);
                    Instant end = period.endOf(now, zone);

                    assertThat(now).as("%s in %s", text, name).isBetween(start, end.minusMillis(1));
                    assertThat(period.startOf(end, zone))
                            .as("%s in %s after %s", text, name, now)
                            .isEqualTo(end);
                    assertThat(period.startOf(end.minus(Duration.ofMillis(1)), zone))
                            .isEqualTo(start);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "1", "0d", "-1d", "1y", "1.5d", "25h", "1441m", "1 d", "999999d"})
    void what_is_no_period_is_refused(String text) {
        assertThat(BudgetPeriod.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> BudgetPeriod.of(text));
    }

    @Test
    void seven_days_are_a_week_thirty_a_month_and_24_hours_a_day() {
        assertThat(BudgetPeriod.of("7d")).isEqualTo(BudgetPeriod.of("1w")).hasToString("1w");
        assertThat(BudgetPeriod.of("30d")).isEqualTo(BudgetPeriod.of("1mo")).hasToString("1mo");
        assertThat(BudgetPeriod.of("24h")).isEqualTo(BudgetPeriod.of("1d")).hasToString("1d");
        assertThat(BudgetPeriod.of("12d")).hasToString("12d");
    }
}
