package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.routing.Availability;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Those who waited for a spent day to end come all at once, to a minute of which nobody may know what it carries. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NewDayTest {
    private static final long EVENING = Instant.parse("2026-03-04T04:00:00Z").toEpochMilli();
    private static final long MIDNIGHT = Instant.parse("2026-03-04T08:00:00Z").toEpochMilli();
    private static final long MANY = 1_000;

    @Test
    void lets_one_go_at_once_and_the_others_slowly_enough_for_a_refusal_to_be_back_before_the_next() {
        QuotaPool pool = pool(QuotaLimits.UNKNOWN);
        spendTheDay(pool, OptionalLong.of(5_000));

        assertThat(admitted(pool, MIDNIGHT)).isEqualTo(1);
        assertThat(pool.availability(1, MIDNIGHT)).isEqualTo(Availability.MINUTE_FULL);
        assertThat(pool.roomAt(1, MIDNIGHT)).isEqualTo(MIDNIGHT + 250);
        assertThat(admitted(pool, MIDNIGHT + 249)).isZero();
        assertThat(admitted(pool, MIDNIGHT + 250)).isEqualTo(1);
        assertThat(admitted(pool, MIDNIGHT + 1_000)).isEqualTo(3);
    }

    @Test
    void lets_as_many_go_at_once_as_a_minute_has_carried() {
        QuotaPool pool = pool(QuotaLimits.UNKNOWN);
        serve(pool, 30, EVENING - 600_000);
        serve(pool, 7, EVENING - 300_000);
        spendTheDay(pool, OptionalLong.of(5_000));

        assertThat(admitted(pool, MIDNIGHT)).isEqualTo(30);
        assertThat(admitted(pool, MIDNIGHT + 250)).isEqualTo(1);
    }

    @Test
    void soon_lets_go_as_many_as_there_are() {
        QuotaPool pool = pool(QuotaLimits.UNKNOWN);
        spendTheDay(pool, OptionalLong.of(5_000));
        long inHalfAMinute = admitted(pool, MIDNIGHT + 30_000);

        assertThat(inHalfAMinute).isBetween(120L, 200L);
        assertThat(admitted(pool, MIDNIGHT + 60_000)).isEqualTo(MANY);
    }

    @Test
    void goes_no_further_than_the_limit_once_that_is_named() {
        QuotaPool pool = pool(QuotaLimits.UNKNOWN);
        spendTheDay(pool, OptionalLong.of(5_000));
        assertThat(admitted(pool, MIDNIGHT)).isEqualTo(1);
        pool.learn(violation(MINUTE, OptionalLong.of(40)), MIDNIGHT + 100);

        assertThat(admitted(pool, MIDNIGHT + 100)).isEqualTo(39);
    }

    @Test
    void asks_nobody_to_go_slowly_who_did_not_have_to_wait() {
        assertThat(admitted(pool(QuotaLimits.UNKNOWN), EVENING)).isEqualTo(MANY);

        QuotaPool unspent = pool(QuotaLimits.UNKNOWN);
        serve(unspent, 3, EVENING);
        assertThat(admitted(unspent, MIDNIGHT)).isEqualTo(MANY);
    }

    @Test
    void asks_nobody_to_go_slowly_where_the_minute_was_named_or_is_declared() {
        QuotaPool named = pool(QuotaLimits.UNKNOWN);
        named.learn(violation(MINUTE, OptionalLong.of(50)), EVENING);
        spendTheDay(named, OptionalLong.of(5_000));
        assertThat(admitted(named, MIDNIGHT)).isEqualTo(50);

        QuotaPool declared = pool(new QuotaLimits(OptionalLong.of(20), OptionalLong.empty(), OptionalLong.of(100)));
        spendTheDay(declared, OptionalLong.empty());
        assertThat(admitted(declared, MIDNIGHT)).isEqualTo(20);
    }

    @Test
    void believes_no_minute_that_was_declared_with_a_wrong_day_whatever_it_carried_before() {
        QuotaPool pool = pool(new QuotaLimits(OptionalLong.of(20), OptionalLong.empty(), OptionalLong.of(100)));
        serve(pool, 20, EVENING - 600_000);
        spendTheDay(pool, OptionalLong.of(50));

        assertThat(admitted(pool, MIDNIGHT)).isEqualTo(1);
    }

    @Test
    void that_nobody_looked_at_before_its_second_minute_has_no_bound() {
        QuotaPool pool = pool(QuotaLimits.UNKNOWN);
        spendTheDay(pool, OptionalLong.of(5_000));

        assertThat(admitted(pool, MIDNIGHT + 61_000)).isEqualTo(MANY);
    }

    @Test
    void does_not_stand_still_with_a_clock_that_is_set_back() {
        QuotaPool pool = pool(QuotaLimits.UNKNOWN);
        spendTheDay(pool, OptionalLong.of(5_000));
        assertThat(admitted(pool, MIDNIGHT + 5_000)).isPositive();

        assertThat(admitted(pool, MIDNIGHT + 3_000)).isEqualTo(MANY);
    }

    private static QuotaPool pool(QuotaLimits limits) {
        return new QuotaPool(limits, QuotaRules.of(ZoneId.of("America/Los_Angeles")), () -> EVENING - 3_600_000);
    }

    private static void serve(QuotaPool pool, int requests, long now) {
        for (int i = 0; i < requests; i++) {
            Reservation reservation = new Reservation();
            assertThat(pool.tryReserve(reservation, 1, now)).as("room").isTrue();
            reservation.settle(1, now + 1);
        }
    }

    private static void spendTheDay(QuotaPool pool, OptionalLong limit) {
        Reservation last = new Reservation();
        assertThat(pool.tryReserve(last, 1, EVENING)).as("room").isTrue();
        pool.refuse(last, violation(DAY, limit), Optional.empty(), EVENING);
        last.refused(EVENING);
    }

    /** Lets a crowd come at once; {@return how many of it are let go} */
    private static long admitted(QuotaPool pool, long now) {
        long admitted = 0;
        while (admitted < MANY && pool.tryReserve(new Reservation(), 1, now)) {
            admitted++;
        }
        return admitted;
    }

    private static List<QuotaViolation> violation(QuotaSpan span, OptionalLong limit) {
        return List.of(new QuotaViolation(REQUESTS, span, limit));
    }
}
