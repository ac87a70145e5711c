package dev.quotarouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuotaBookTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rolling_books_decide_as_a_naive_model_does(long seed) {
        Random random = new Random(seed);
        HandClock clock = new HandClock("2026-03-07T20:00:00Z");
        Limits limits = Limits.of(5, 1_000, 60);
        QuotaBook book = book(limits, MinuteRule.ROLLING, clock);
        List<Use> uses = new ArrayList<>();
        int admitted = 0;
        for (int i = 0; i < 5_000; i++) {
            clock.forward(Duration.ofMillis(random.nextInt(4) == 0 ? 60_000 : random.nextInt(20_000)));
            long tokens = random.nextInt(600);
            boolean fits = naivelyFits(uses, clock.instant(), tokens);
            assertThat(book.admit(tokens)).isInstanceOf(fits ? Admission.Admitted.class : Admission.Refused.class);
            if (fits) {
                uses.add(new Use(clock.instant(), tokens));
                admitted++;
            }
        }
        assertThat(admitted).isBetween(100, 4_900);
    }

    @ParameterizedTest
    @EnumSource(MinuteRule.class)
    void there_is_room_exactly_when_the_refusal_says(MinuteRule rule) {
        Random random = new Random(7);
        HandClock clock = new HandClock("2026-11-01T06:59:00Z");
        QuotaBook book = book(Limits.of(5, 1_000, 40), rule, clock);
        int refusals = 0;
        for (int i = 0; i < 500; i++) {
            clock.forward(Duration.ofMillis(random.nextInt(5_000)));
            long tokens = random.nextInt(1_000);
            if (book.admit(tokens) instanceof Admission.Refused refused) {
                refusals++;
                clock.forward(refused.retryIn().minusNanos(1));
                assertThat(book.admit(tokens)).isInstanceOf(Admission.Refused.class);
                clock.forward(Duration.ofNanos(1));
                assertThat(book.admit(tokens)).isInstanceOf(Admission.Admitted.class);
            }
        }
        assertThat(refusals).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z, 23",
        "2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z, 25",
        "2026-07-01T07:00:00Z, 2026-07-02T07:00:00Z, 24",
    })
    void a_day_is_as_long_as_it_is_in_Los_Angeles(String midnight, String nextMidnight, int hours) {
        HandClock clock = new HandClock(midnight);
        QuotaBook book = book(Limits.of(10, 1_000, 1), MinuteRule.ROLLING, clock);
        assertThat(book.admit(1)).isInstanceOf(Admission.Admitted.class);

        Admission refused = book.admit(1);

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refusal -> assertThat(refusal.retryIn()).isEqualTo(Duration.ofHours(hours)));
        clock.set(nextMidnight);
        clock.forward(Duration.ofNanos(-1));
        assertThat(book.admit(1)).isInstanceOf(Admission.Refused.class);
        clock.forward(Duration.ofNanos(1));
        assertThat(book.admit(1)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void a_fixed_minute_lets_twice_the_limit_pass_around_its_edge() {
        HandClock clock = new HandClock("2026-07-01T10:00:59Z");
        QuotaBook book = book(Limits.of(3, 1_000, 100), MinuteRule.FIXED, clock);
        for (int i = 0; i < 3; i++) {
            assertThat(book.admit(1)).isInstanceOf(Admission.Admitted.class);
        }
        assertThat(book.admit(1)).isInstanceOf(Admission.Refused.class);

        clock.forward(Duration.ofSeconds(1));

        for (int i = 0; i < 3; i++) {
            assertThat(book.admit(1)).isInstanceOf(Admission.Admitted.class);
        }
    }

    @Test
    void a_token_bucket_refills_evenly() {
        HandClock clock = new HandClock("2026-07-01T10:00:00Z");
        QuotaBook book = book(Limits.of(6, 1_000, 100), MinuteRule.TOKEN_BUCKET, clock);
        for (int i = 0; i < 6; i++) {
            assertThat(book.admit(1)).isInstanceOf(Admission.Admitted.class);
        }

        clock.forward(Duration.ofSeconds(10));

        assertThat(book.admit(1)).isInstanceOf(Admission.Admitted.class);
        assertThat(book.admit(1)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void a_refused_call_takes_from_no_window() {
        HandClock clock = new HandClock("2026-07-01T10:00:00Z");
        QuotaBook book = book(Limits.of(2, 100, 2), MinuteRule.ROLLING, clock);
        for (int i = 0; i < 10; i++) {
            assertThat(book.admit(101)).isInstanceOf(Admission.Refused.class);
        }

        assertThat(book.admit(50)).isInstanceOf(Admission.Admitted.class);
        assertThat(book.admit(50)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void no_limit_is_not_a_limit_of_zero() {
        HandClock clock = new HandClock("2026-07-01T10:00:00Z");

        assertThat(book(Limits.UNLIMITED, MinuteRule.ROLLING, clock).admit(1_000_000_000))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(book(Limits.NONE, MinuteRule.ROLLING, clock).admit(0)).isInstanceOf(Admission.Refused.class);
    }

    private static boolean naivelyFits(List<Use> uses, Instant now, long tokens) {
        Instant minuteAgo = now.minusSeconds(60);
        List<Use> minute =
                uses.stream().filter(use -> use.at().isAfter(minuteAgo)).toList();
        long today = uses.stream()
                .filter(use -> LocalDate.ofInstant(use.at(), LOS_ANGELES).equals(LocalDate.ofInstant(now, LOS_ANGELES)))
                .count();
        return minute.size() < 5 && minute.stream().mapToLong(Use::tokens).sum() + tokens <= 1_000 && today < 60;
    }

    private static QuotaBook book(Limits limits, MinuteRule rule, HandClock clock) {
        return new QuotaBook(limits, new BookRules(rule, true, false, RetryHint.EXACT), clock);
    }

    private record Use(Instant at, long tokens) {}
}
