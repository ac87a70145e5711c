package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.INPUT_TOKENS;
import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.MinuteWindow;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a pool reads from a refusal: a lower limit, a call that came too early, others, or nothing at all. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefusalReadingTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final long NOON = Instant.parse("2026-03-03T20:00:00Z").toEpochMilli();
    private static final long MINUTE_MILLIS = 60_000;

    private long clock = NOON;

    @Test
    void our_own_use_explains_a_refusal_that_names_a_lower_limit() {
        QuotaPool pool = pool(10, 1_000_000, MinuteWindow.ROLLING);
        use(pool, 6, NOON);
        refuse(pool, REQUESTS, OptionalLong.of(5), Duration.ofSeconds(30), NOON + 10);

        assertThat(window(pool, REQUESTS).limit()).hasValue(5);
        assertThat(window(pool, REQUESTS).share()).isEmpty();
    }

    @Test
    void a_refusal_below_the_limit_shows_what_others_leave_us() {
        QuotaPool pool = pool(10, 1_000_000, MinuteWindow.ROLLING);
        use(pool, 7, NOON);
        refuse(pool, REQUESTS, OptionalLong.of(10), Duration.ofSeconds(30), NOON + 10);

        assertThat(window(pool, REQUESTS).limit()).hasValue(10);
        assertThat(window(pool, REQUESTS).share()).hasValue(7);
        assertThat(pool.minuteUtilization()).as("a full share is a full minute").isEqualTo(1);
    }

    @Test
    void a_refusal_of_what_would_just_have_fitted_shows_that_one_other_was_there() {
        QuotaPool pool = pool(10, 1_000_000, MinuteWindow.ROLLING);
        use(pool, 9, NOON);
        refuse(pool, REQUESTS, OptionalLong.of(10), Duration.ofSeconds(30), NOON + 10);

        assertThat(window(pool, REQUESTS).share()).hasValue(9);
    }

    @Test
    void of_tokens_that_did_not_fit_half_may_have() {
        QuotaPool pool = pool(100, 1_000, MinuteWindow.ROLLING);
        Reservation used = new Reservation();
        assertThat(pool.tryReserve(used, 600, NOON)).isTrue();
        used.settle(600, NOON);
        Reservation refused = new Reservation();
        assertThat(pool.tryReserve(refused, 201, NOON + 10)).isTrue();
        refuse(pool, refused, INPUT_TOKENS, OptionalLong.of(1_000), Duration.ofSeconds(30), NOON + 20);

        assertThat(window(pool, INPUT_TOKENS).share()).hasValue(700);
    }

    @Test
    void a_call_that_came_a_moment_too_early_widens_the_guard_and_blames_nobody() {
        QuotaPool pool = pool(2, 1_000_000, MinuteWindow.ROLLING);
        use(pool, 2, NOON);
        refuse(pool, REQUESTS, OptionalLong.of(2), Duration.ofMillis(150), NOON + MINUTE_MILLIS);

        assertThat(window(pool, REQUESTS).share()).isEmpty();
        assertThat(pool.roomAt(1, NOON + MINUTE_MILLIS))
                .as("twice the first guard, as soon as the provider allows")
                .isEqualTo(NOON + MINUTE_MILLIS + 2 * ArrivalGuard.FIRST_MILLIS);
    }

    @Test
    void a_call_that_would_have_to_wait_long_did_not_come_too_early() {
        QuotaPool pool = pool(2, 1_000_000, MinuteWindow.ROLLING);
        use(pool, 2, NOON);
        refuse(pool, REQUESTS, OptionalLong.of(2), Duration.ofSeconds(20), NOON + MINUTE_MILLIS);

        assertThat(window(pool, REQUESTS).share()).hasValue(0);
    }

    @Test
    void a_refused_call_counts_in_the_minute_and_not_in_the_day() {
        QuotaPool pool = pool(10, 1_000_000, MinuteWindow.ROLLING);
        use(pool, 7, NOON);
        refuse(pool, REQUESTS, OptionalLong.of(10), Duration.ofSeconds(30), NOON + 10);

        assertThat(pool.taken(REQUESTS, MINUTE)).isEqualTo(8);
        assertThat(pool.taken(REQUESTS, DAY)).isEqualTo(7);
    }

    @Test
    void what_leaves_in_the_last_moment_of_a_fixed_minute_counts_in_both() {
        QuotaPool pool = pool(2, 1_000_000, MinuteWindow.FIXED);
        use(pool, 1, NOON + 1_000);
        use(pool, 1, NOON + 59_800);
        assertThat(tryUse(pool, NOON + 59_900)).as("the old minute is full").isFalse();

        long next = NOON + MINUTE_MILLIS + ArrivalGuard.FIRST_MILLIS;
        assertThat(tryUse(pool, next)).isTrue();
        assertThat(tryUse(pool, next))
                .as("the late one may have come in the new minute")
                .isFalse();
        assertThat(tryUse(pool, next + MINUTE_MILLIS)).isTrue();
    }

    @Test
    void a_learned_minute_is_fixed_once_three_refusals_have_named_its_second() {
        QuotaPool pool = pool(2, 1_000_000, MinuteWindow.LEARNED);
        for (int i = 0; i < 3; i++) {
            // Others had used one of the two, in a minute that ends with second 60.
            long now = NOON + 5L * i * MINUTE_MILLIS + 30_000;
            use(pool, 1, now);
            refuse(pool, REQUESTS, OptionalLong.of(2), Duration.ofMillis(29_900), now + 100);
        }
        long late = NOON + 30 * MINUTE_MILLIS + 50_000;
        use(pool, 2, late);

        assertThat(pool.roomAt(1, late))
                .isBetween(NOON + 31 * MINUTE_MILLIS - 1_500, NOON + 31 * MINUTE_MILLIS + 2_500);
    }

    private void use(QuotaPool pool, int times, long now) {
        for (int i = 0; i < times; i++) {
            assertThat(tryUse(pool, now)).isTrue();
        }
    }

    private boolean tryUse(QuotaPool pool, long now) {
        clock = now;
        Reservation reservation = new Reservation();
        boolean admitted = pool.tryReserve(reservation, 0, now);
        reservation.settle(0, now);
        return admitted;
    }

    private void refuse(QuotaPool pool, QuotaDimension dimension, OptionalLong limit, Duration retryAfter, long now) {
        Reservation refused = new Reservation();
        clock = now;
        assertThat(pool.tryReserve(refused, 0, now)).isTrue();
        refuse(pool, refused, dimension, limit, retryAfter, now);
    }

    private void refuse(
            QuotaPool pool,
            Reservation refused,
            QuotaDimension dimension,
            OptionalLong limit,
            Duration retryAfter,
            long now) {
        clock = now;
        boolean unused = pool.refuse(
                refused, List.of(new QuotaViolation(dimension, MINUTE, limit)), Optional.of(retryAfter), now);
        refused.refused(now);
    }

    private QuotaPool pool(long rpm, long tpm, MinuteWindow minute) {
        QuotaLimits limits = new QuotaLimits(OptionalLong.of(rpm), OptionalLong.of(tpm), OptionalLong.of(10_000));
        return new QuotaPool(limits, new QuotaRules(LOS_ANGELES, minute, false), () -> clock);
    }

    private WindowUsage window(QuotaPool pool, QuotaDimension dimension) {
        QuotaSpan span = MINUTE;
        return pool.usage(clock).stream()
                .filter(usage -> usage.dimension() == dimension && usage.span() == span)
                .findFirst()
                .orElseThrow();
    }
}
