package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.INPUT_TOKENS;
import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.store.PoolKnowledge;
import dev.quotarouter.store.PoolMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a pool admits, until when it refuses, and what it learns. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuotaPoolTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    /** An afternoon in Los Angeles, half a second past the full second. */
    private static final long NOON = at("2026-03-03T20:00:00.500Z");

    /** When a call that began at noon has surely left the minute, however late it may have arrived. */
    private static final long AFTER_ITS_MINUTE = NOON + 60_000 + ArrivalGuard.FIRST_MILLIS;

    private static final long MIDNIGHT = at("2026-03-04T08:00:00Z");

    @Nested
    class A_rolling_minute {
        @Test
        void holds_a_use_for_sixty_seconds_and_not_a_millisecond_more() {
            QuotaPool pool = pool(2, 1_000, 100);
            use(pool, 1, NOON);
            use(pool, 1, NOON + 10_000);

            assertThat(admits(pool, 1, NOON + 59_999)).isFalse();
            assertThat(admits(pool, 1, NOON + 60_000)).isTrue();
            assertThat(admits(pool, 1, NOON + 69_999)).isFalse();
            assertThat(admits(pool, 1, NOON + 70_000)).isTrue();
        }

        @Test
        void is_not_a_minute_of_the_wall_clock() {
            QuotaPool pool = pool(2, 1_000, 100);
            long beforeTheFullMinute = at("2026-03-03T20:00:59.999Z");
            use(pool, 1, beforeTheFullMinute);
            use(pool, 1, beforeTheFullMinute);

            assertThat(admits(pool, 1, beforeTheFullMinute + 1)).isFalse();
            assertThat(admits(pool, 1, beforeTheFullMinute + 30_000)).isFalse();
        }

        @Test
        void of_a_large_limit_is_held_at_most_40_milliseconds_longer() {
            QuotaPool pool = pool(65, 1_000, 100);
            for (int i = 0; i < 65; i++) {
                use(pool, 1, NOON + 1);
            }

            assertThat(pool.roomAt(1, NOON + 1)).isEqualTo(at("2026-03-03T20:01:00.520Z"));
            assertThat(admits(pool, 1, at("2026-03-03T20:01:00.519Z"))).isFalse();
            assertThat(admits(pool, 1, at("2026-03-03T20:01:00.520Z"))).isTrue();
        }

        @Test
        void counts_tokens_as_well_as_requests() {
            QuotaPool pool = pool(10, 1_000, 100);
            use(pool, 600, NOON);

            assertThat(admits(pool, 401, NOON)).isFalse();
            assertThat(admits(pool, 400, NOON)).isTrue();
            assertThat(admits(pool, 0, NOON)).as("no tokens, but a request").isTrue();
        }

        @Test
        void knows_when_enough_tokens_will_have_left_for_a_large_request() {
            QuotaPool pool = pool(10, 1_000, 100);
            use(pool, 300, NOON);
            use(pool, 300, NOON + 1_000);
            use(pool, 300, NOON + 2_000);

            assertThat(pool.roomAt(100, NOON + 3_000)).isEqualTo(NOON + 3_000);
            assertThat(pool.roomAt(400, NOON + 3_000)).isEqualTo(NOON + 60_000);
            assertThat(pool.roomAt(401, NOON + 3_000)).isEqualTo(NOON + 61_000);
            assertThat(pool.roomAt(1_000, NOON + 3_000)).isEqualTo(NOON + 62_000);
            assertThat(pool.roomAt(1_001, NOON + 3_000)).isEqualTo(QuotaPool.NEVER);
        }
    }

    @Nested
    class A_reservation {
        @Test
        void is_taken_from_all_windows_or_from_none() {
            QuotaPool fullMinute = pool(1, 1_000, 100);
            reserve(fullMinute, 10, NOON);
            QuotaPool fullTokens = pool(10, 10, 100);
            reserve(fullTokens, 10, NOON);
            QuotaPool fullDay = pool(10, 1_000, 1);
            reserve(fullDay, 10, NOON);

            for (QuotaPool pool : List.of(fullMinute, fullTokens, fullDay)) {
                Reservation refused = new Reservation();
                assertThat(pool.tryReserve(refused, 10, NOON)).isFalse();
                assertThat(refused.isOpen()).isFalse();
                for (QuotaSpan span : QuotaSpan.values()) {
                    assertThat(pool.taken(REQUESTS, span)).isEqualTo(1);
                    assertThat(pool.taken(INPUT_TOKENS, span)).isEqualTo(10);
                }
            }
        }

        @Test
        void gives_what_was_estimated_too_high_back_when_it_is_settled() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation reservation = reserve(pool, 900, NOON);
            reservation.settle(100, NOON + 1);

            assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isEqualTo(100);
            assertThat(pool.taken(REQUESTS, MINUTE)).isEqualTo(1);
            assertThat(admits(pool, 900, NOON + 1)).isTrue();
        }

        @Test
        void takes_what_was_estimated_too_low_when_it_is_settled_even_beyond_the_limit() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation reservation = reserve(pool, 100, NOON);
            reservation.settle(5_000, NOON);

            assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isEqualTo(5_000);
            assertThat(pool.availability(1, NOON + 1)).isEqualTo(Availability.MINUTE_FULL);
            assertThat(usage(pool, INPUT_TOKENS, MINUTE, NOON + 1).remaining()).hasValue(0);
            assertThat(pool.availability(1, NOON + 60_000)).isEqualTo(Availability.AVAILABLE);
        }

        @Test
        void settled_after_its_minute_changes_the_day_alone() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation slow = reserve(pool, 100, NOON);
            Reservation quick = reserve(pool, 7, AFTER_ITS_MINUTE);
            slow.settle(900, AFTER_ITS_MINUTE + 1);

            assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isEqualTo(7);
            assertThat(pool.taken(INPUT_TOKENS, DAY)).isEqualTo(907);
            quick.refund(AFTER_ITS_MINUTE + 1);
            assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isZero();
        }

        @Test
        void refunded_after_its_minute_gives_the_day_back_alone() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation slow = reserve(pool, 100, NOON);
            reserve(pool, 7, AFTER_ITS_MINUTE);
            slow.refund(AFTER_ITS_MINUTE + 1);

            assertThat(pool.taken(REQUESTS, MINUTE)).isEqualTo(1);
            assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isEqualTo(7);
            assertThat(pool.taken(REQUESTS, DAY)).isEqualTo(1);
            assertThat(pool.taken(INPUT_TOKENS, DAY)).isEqualTo(7);
        }

        @Test
        void ended_tomorrow_leaves_the_new_day_alone() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation settled = reserve(pool, 100, MIDNIGHT - 1);
            Reservation refunded = reserve(pool, 100, MIDNIGHT - 1);
            reserve(pool, 5, MIDNIGHT);
            settled.settle(300, MIDNIGHT + 1);
            refunded.refund(MIDNIGHT + 1);

            assertThat(pool.taken(REQUESTS, DAY)).isEqualTo(1);
            assertThat(pool.taken(INPUT_TOKENS, DAY)).isEqualTo(5);
            assertThat(pool.taken(REQUESTS, MINUTE))
                    .as("the minute knows no midnight")
                    .isEqualTo(2);
            assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isEqualTo(305);
        }

        @Test
        void refunded_makes_room_at_once() {
            QuotaPool pool = pool(1, 1_000, 1);
            Reservation reservation = reserve(pool, 1_000, NOON);
            assertThat(admits(pool, 1, NOON)).isFalse();
            reservation.refund(NOON);

            assertThat(admits(pool, 1_000, NOON)).isTrue();
        }

        @Test
        void kept_is_used_as_estimated() {
            QuotaPool pool = pool(10, 1_000, 100);
            reserve(pool, 40, NOON).keep(NOON + 1);

            WindowUsage tokens = usage(pool, INPUT_TOKENS, MINUTE, NOON + 1);
            assertThat(tokens.used()).isEqualTo(40);
            assertThat(tokens.reserved()).isZero();
        }

        @Test
        void ends_once_however_often_it_is_ended() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation reservation = reserve(pool, 100, NOON);
            reservation.settle(60, NOON);
            reservation.refund(NOON);
            reservation.keep(NOON);
            reservation.settle(1_000, NOON);

            assertThat(pool.taken(REQUESTS, MINUTE)).isEqualTo(1);
            assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isEqualTo(60);
            assertThat(usage(pool, REQUESTS, MINUTE, NOON).reserved()).isZero();
        }

        @Test
        void cannot_be_opened_twice() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation reservation = reserve(pool, 100, NOON);

            assertThatThrownBy(() -> pool.tryReserve(reservation, 1, NOON)).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void can_be_used_for_one_attempt_after_the_other() {
            QuotaPool first = pool(1, 1_000, 100);
            QuotaPool second = pool(1, 1_000, 100);
            Reservation reservation = reserve(first, 100, NOON);
            reservation.refund(NOON);
            assertThat(second.tryReserve(reservation, 7, NOON)).isTrue();
            reservation.settle(9, NOON);

            assertThat(first.taken(INPUT_TOKENS, DAY)).isZero();
            assertThat(second.taken(INPUT_TOKENS, DAY)).isEqualTo(9);
            assertThat(reservation.estimate()).isEqualTo(7);
        }
    }

    @Nested
    class A_day {
        @Test
        void ends_at_midnight_in_Los_Angeles() {
            QuotaPool pool = pool(10, 1_000, 1);
            use(pool, 1, NOON);

            assertThat(pool.availability(1, MIDNIGHT - 1)).isEqualTo(Availability.DAY_FULL);
            assertThat(pool.roomAt(1, NOON)).isEqualTo(MIDNIGHT);
            assertThat(admits(pool, 1, MIDNIGHT - 1)).isFalse();
            assertThat(admits(pool, 1, MIDNIGHT)).isTrue();
            assertThat(admits(pool, 1, MIDNIGHT)).isFalse();
        }

        @Test
        void has_23_hours_when_the_clocks_go_forward() {
            long start = at("2026-03-08T08:00:00Z");
            QuotaPool pool = pool(10, 1_000, 1, start);
            use(pool, 1, start);

            assertThat(pool.roomAt(1, start))
                    .isEqualTo(start + Duration.ofHours(23).toMillis());
            assertThat(admits(pool, 1, at("2026-03-09T06:59:59.999Z"))).isFalse();
            assertThat(admits(pool, 1, at("2026-03-09T07:00:00Z"))).isTrue();
        }

        @Test
        void has_25_hours_when_the_clocks_go_back() {
            long start = at("2026-11-01T07:00:00Z");
            QuotaPool pool = pool(10, 1_000, 1, start);
            use(pool, 1, start);

            assertThat(pool.roomAt(1, start))
                    .isEqualTo(start + Duration.ofHours(25).toMillis());
            assertThat(admits(pool, 1, at("2026-11-02T07:59:59.999Z"))).isFalse();
            assertThat(admits(pool, 1, at("2026-11-02T08:00:00Z"))).isTrue();
        }

        @Test
        void may_pass_unseen() {
            QuotaPool pool = pool(10, 1_000, 1);
            use(pool, 1, NOON);

            long later = NOON + Duration.ofDays(3).toMillis();
            assertThat(pool.availability(1, later)).isEqualTo(Availability.AVAILABLE);
            assertThat(pool.taken(REQUESTS, DAY)).isZero();
            assertThat(usage(pool, REQUESTS, DAY, later).resetsAt())
                    .contains(Instant.ofEpochMilli(MIDNIGHT).plus(Duration.ofDays(3)));
        }
    }

    @Nested
    class A_refusal_for_the_minute {
        @Test
        void fills_the_window_until_the_oldest_use_leaves() {
            QuotaPool pool = pool(10, 1_000, 100);
            use(pool, 1, NOON);
            Reservation refused = reserve(pool, 1, NOON + 20_000);

            assertThat(refuse(pool, refused, REQUESTS, MINUTE, UNKNOWN, Optional.empty(), NOON + 21_000))
                    .isTrue();
            refused.refused(NOON + 21_000);
            assertThat(pool.availability(1, NOON + 59_999)).isEqualTo(Availability.MINUTE_FULL);
            assertThat(pool.roomAt(1, NOON + 21_000)).isEqualTo(NOON + 60_000);
            assertThat(admits(pool, 1, NOON + 59_999)).isFalse();
            assertThat(admits(pool, 1, NOON + 60_000)).isTrue();
        }

        @Test
        void fills_the_window_for_as_long_as_the_provider_asks_if_that_is_longer() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation refused = reserve(pool, 1, NOON);
            refuse(pool, refused, INPUT_TOKENS, MINUTE, UNKNOWN, Optional.of(Duration.ofSeconds(90)), NOON + 500);

            assertThat(pool.roomAt(1, NOON + 500)).isEqualTo(NOON + 90_500);
            assertThat(pool.availability(1, NOON + 90_499)).isEqualTo(Availability.MINUTE_FULL);
            assertThat(pool.availability(1, NOON + 90_500)).isEqualTo(Availability.AVAILABLE);
        }

        @Test
        void of_a_call_that_outlasted_its_minute_fills_the_window_for_a_minute_at_most() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation refused = reserve(pool, 1, NOON);
            long late = NOON + 75_000;
            refuse(pool, refused, REQUESTS, MINUTE, UNKNOWN, Optional.empty(), late);

            assertThat(pool.availability(1, late)).isEqualTo(Availability.MINUTE_FULL);
            assertThat(pool.roomAt(1, late)).isEqualTo(late + 60_000);
        }

        @Test
        void of_a_call_that_outlasted_its_minute_believes_the_delay_that_was_named() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation refused = reserve(pool, 1, NOON);
            long late = NOON + 75_000;
            refuse(pool, refused, REQUESTS, MINUTE, UNKNOWN, Optional.of(Duration.ofSeconds(20)), late);

            assertThat(pool.roomAt(1, late)).isEqualTo(late + 20_000);
        }

        @Test
        void never_shortens_an_earlier_one() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation refused = reserve(pool, 1, NOON);
            refuse(pool, refused, REQUESTS, MINUTE, UNKNOWN, Optional.of(Duration.ofSeconds(90)), NOON);
            refuse(pool, refused, REQUESTS, MINUTE, UNKNOWN, Optional.of(Duration.ofSeconds(5)), NOON);

            assertThat(pool.roomAt(1, NOON)).isEqualTo(NOON + 90_000);
        }

        @Test
        void is_news_once() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation first = reserve(pool, 1, NOON);
            Reservation second = reserve(pool, 1, NOON);

            assertThat(refuse(pool, first, REQUESTS, MINUTE, UNKNOWN, Optional.empty(), NOON))
                    .isTrue();
            assertThat(refuse(pool, second, REQUESTS, MINUTE, UNKNOWN, Optional.empty(), NOON + 1))
                    .isFalse();
            first.refused(NOON);
            second.refused(NOON);
            assertThat(refuse(
                            pool,
                            reserve(pool, 1, NOON + 60_001),
                            REQUESTS,
                            MINUTE,
                            UNKNOWN,
                            Optional.empty(),
                            NOON + 60_001))
                    .isTrue();
        }

        @Test
        void leaves_the_reservation_open() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation refused = reserve(pool, 1, NOON);
            refuse(pool, refused, REQUESTS, MINUTE, UNKNOWN, Optional.empty(), NOON);

            assertThat(refused.isOpen()).isTrue();
            assertThat(usage(pool, REQUESTS, MINUTE, NOON).reserved()).isEqualTo(1);
        }
    }

    @Nested
    class A_refusal_for_the_day {
        @Test
        void right_after_midnight_is_believed_where_a_success_of_that_day_is_remembered() {
            QuotaPool pool = pool(10, 1_000, 100);
            Instant end = Instant.ofEpochMilli(MIDNIGHT).plus(Duration.ofDays(1));
            PoolMemory.Today today = new PoolMemory.Today(end, 1, 1);
            pool.recall(new PoolMemory(Optional.of(today), List.of(), PoolKnowledge.NONE), MIDNIGHT + 1_000);
            Reservation refused = reserve(pool, 1, MIDNIGHT + 2_000);
            refuse(pool, refused, REQUESTS, DAY, UNKNOWN, Optional.empty(), MIDNIGHT + 2_000);

            assertThat(pool.roomAt(1, MIDNIGHT + 2_000)).isEqualTo(end.toEpochMilli());
        }

        @Test
        void fills_the_window_until_midnight_whatever_our_count_says() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation refused = reserve(pool, 1, NOON);
            Optional<Duration> seconds = Optional.of(Duration.ofSeconds(37));

            assertThat(refuse(pool, refused, REQUESTS, DAY, UNKNOWN, seconds, NOON))
                    .isTrue();
            assertThat(pool.availability(1, MIDNIGHT - 1)).isEqualTo(Availability.DAY_FULL);
            assertThat(pool.roomAt(1, NOON)).isEqualTo(MIDNIGHT);
            assertThat(admits(pool, 1, MIDNIGHT - 1)).isFalse();
            assertThat(admits(pool, 1, MIDNIGHT)).isTrue();
        }

        @Test
        void believes_a_delay_that_is_long_enough_to_be_the_true_end() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation refused = reserve(pool, 1, NOON);
            refuse(pool, refused, REQUESTS, DAY, UNKNOWN, Optional.of(Duration.ofMinutes(20)), NOON);

            assertThat(pool.roomAt(1, NOON))
                    .isEqualTo(NOON + Duration.ofMinutes(20).toMillis());
        }

        @Test
        void takes_five_minutes_for_a_pause_and_a_millisecond_more_for_the_end() {
            Duration five = Duration.ofMinutes(5);
            QuotaPool pause = pool(10, 1_000, 100);
            refuse(pause, reserve(pause, 1, NOON), REQUESTS, DAY, UNKNOWN, Optional.of(five), NOON);
            QuotaPool end = pool(10, 1_000, 100);
            refuse(end, reserve(end, 1, NOON), REQUESTS, DAY, UNKNOWN, Optional.of(five.plusMillis(1)), NOON);

            assertThat(pause.roomAt(1, NOON)).isEqualTo(MIDNIGHT);
            assertThat(end.roomAt(1, NOON)).isEqualTo(NOON + 300_001);
        }

        @Test
        void of_a_call_made_yesterday_changes_nothing_today() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation yesterday = reserve(pool, 1, MIDNIGHT - 1_000);
            reserve(pool, 1, MIDNIGHT + 1).settle(1, MIDNIGHT + 2);

            assertThat(refuse(pool, yesterday, REQUESTS, DAY, UNKNOWN, Optional.empty(), MIDNIGHT + 500))
                    .as("news")
                    .isFalse();
            assertThat(pool.availability(1, MIDNIGHT + 500)).isEqualTo(Availability.AVAILABLE);
            assertThat(admits(pool, 1, MIDNIGHT + 500)).isTrue();
        }

        @Test
        void right_after_midnight_before_any_success_is_a_pause_as_long_as_the_day_is_old() {
            QuotaPool pool = pool(10, 1_000, 100);
            long justAfter = MIDNIGHT + 299_000;
            refuse(pool, reserve(pool, 1, justAfter), REQUESTS, DAY, UNKNOWN, Optional.empty(), justAfter);

            assertThat(pool.roomAt(1, justAfter)).isEqualTo(justAfter + 299_000);
        }

        @Test
        void right_after_midnight_costs_the_day_once_the_day_has_served() {
            QuotaPool pool = pool(10, 1_000, 100);
            reserve(pool, 1, MIDNIGHT + 1).settle(1, MIDNIGHT + 2);
            refuse(pool, reserve(pool, 1, MIDNIGHT + 3), REQUESTS, DAY, UNKNOWN, Optional.empty(), MIDNIGHT + 4);

            assertThat(pool.roomAt(1, MIDNIGHT + 4))
                    .isEqualTo(MIDNIGHT + Duration.ofDays(1).toMillis());
        }

        @Test
        void right_after_midnight_does_not_count_a_success_of_yesterday_as_one_of_today() {
            QuotaPool pool = pool(10, 1_000, 100);
            reserve(pool, 1, NOON).settle(1, NOON);
            Reservation yesterday = reserve(pool, 1, MIDNIGHT - 1);
            Reservation today = reserve(pool, 1, MIDNIGHT + 1);
            yesterday.settle(1, MIDNIGHT + 2);
            refuse(pool, today, REQUESTS, DAY, UNKNOWN, Optional.empty(), MIDNIGHT + 3);

            assertThat(pool.roomAt(1, MIDNIGHT + 3)).isEqualTo(MIDNIGHT + 1_003);
        }

        @Test
        void five_minutes_after_midnight_costs_the_day() {
            QuotaPool pool = pool(10, 1_000, 100);
            long later = MIDNIGHT + 300_000;
            refuse(pool, reserve(pool, 1, later), REQUESTS, DAY, UNKNOWN, Optional.empty(), later);

            assertThat(pool.roomAt(1, later))
                    .isEqualTo(MIDNIGHT + Duration.ofDays(1).toMillis());
        }
    }

    @Nested
    class A_limit {
        @Test
        void that_is_unknown_never_refuses() {
            QuotaPool pool = new QuotaPool(QuotaLimits.UNKNOWN, QuotaRules.of(LOS_ANGELES), () -> NOON);
            for (int i = 0; i < 1_000; i++) {
                use(pool, 1_000_000, NOON);
            }

            assertThat(pool.availability(1_000_000, NOON)).isEqualTo(Availability.AVAILABLE);
            assertThat(pool.minuteUtilization()).isZero();
        }

        @Test
        void named_by_a_refusal_holds_from_then_on() {
            QuotaPool pool = pool(10, 1_000, 100);
            use(pool, 1, NOON);
            use(pool, 1, NOON);
            Reservation refused = reserve(pool, 1, NOON);
            refuse(pool, refused, REQUESTS, MINUTE, OptionalLong.of(2), Optional.empty(), NOON);
            refused.refused(NOON);
            long later = NOON + 60_000;
            use(pool, 1, later);
            use(pool, 1, later);

            assertThat(admits(pool, 1, later)).isFalse();
            assertThat(usage(pool, REQUESTS, MINUTE, later).limit()).hasValue(2);
        }

        @Test
        void named_lower_than_what_is_used_waits_for_all_that_is_too_much_to_leave() {
            QuotaPool pool = pool(10, 1_000, 100);
            for (int i = 0; i < 5; i++) {
                use(pool, 1, NOON + i);
            }
            pool.learn(violation(REQUESTS, MINUTE, OptionalLong.of(2)), NOON + 10);

            assertThat(pool.roomAt(1, NOON + 10)).isEqualTo(NOON + 60_003);
            assertThat(pool.minuteUtilization()).isEqualTo(1);
        }

        @Test
        void that_is_learned_calls_no_window_full() {
            QuotaPool pool = pool(10, 1_000, 100);
            pool.learn(violation(INPUT_TOKENS, MINUTE, OptionalLong.of(50)), NOON);

            assertThat(pool.availability(51, NOON)).isEqualTo(Availability.WINDOW_TOO_SMALL);
            assertThat(pool.roomAt(51, NOON)).isEqualTo(QuotaPool.NEVER);
            assertThat(pool.availability(50, NOON)).isEqualTo(Availability.AVAILABLE);
            assertThat(admits(pool, 50, NOON)).isTrue();
        }

        @Test
        void that_is_learned_for_the_tokens_of_a_day_is_kept_like_any_other() {
            QuotaPool pool = pool(10, 1_000, 100);
            pool.learn(violation(INPUT_TOKENS, DAY, OptionalLong.of(100)), NOON);
            use(pool, 60, NOON);

            assertThat(pool.availability(41, NOON)).isEqualTo(Availability.DAY_FULL);
            assertThat(pool.availability(40, NOON)).isEqualTo(Availability.AVAILABLE);
            assertThat(pool.availability(101, NOON)).isEqualTo(Availability.WINDOW_TOO_SMALL);
        }

        @Test
        void may_become_exact_when_it_is_learned_to_be_small() {
            QuotaPool pool = pool(1_000, 100_000, 10_000);
            use(pool, 1, NOON);
            pool.learn(violation(REQUESTS, MINUTE, OptionalLong.of(2)), NOON);
            use(pool, 1, NOON + 5_000);

            assertThat(admits(pool, 1, NOON + 60_019))
                    .as("a use of the coarse time")
                    .isFalse();
            assertThat(admits(pool, 1, NOON + 60_020)).isTrue();
            assertThat(admits(pool, 1, NOON + 64_999)).isFalse();
            assertThat(admits(pool, 1, NOON + 65_000))
                    .as("a use of the exact time")
                    .isTrue();
        }

        @Test
        void of_zero_admits_nobody_and_nobody_waits_for_it() {
            QuotaPool pool = pool(0, 1_000, 100);

            assertThat(pool.availability(1, NOON)).isEqualTo(Availability.WINDOW_TOO_SMALL);
            assertThat(pool.roomAt(1, NOON)).isEqualTo(QuotaPool.NEVER);
            assertThat(admits(pool, 1, NOON)).isFalse();
        }
    }

    @Nested
    class A_closed_pool {
        @Test
        void admits_nobody_until_the_next_midnight() {
            QuotaPool pool = pool(10, 1_000, 100);

            assertThat(pool.close(NOON)).isTrue();
            assertThat(pool.availability(1, NOON)).isEqualTo(Availability.POOL_CLOSED);
            assertThat(pool.roomAt(1, NOON)).isEqualTo(MIDNIGHT);
            assertThat(admits(pool, 1, MIDNIGHT - 1)).isFalse();
            assertThat(pool.availability(1, MIDNIGHT)).isEqualTo(Availability.AVAILABLE);
            assertThat(admits(pool, 1, MIDNIGHT)).isTrue();
        }

        @Test
        void is_news_once_a_day() {
            QuotaPool pool = pool(10, 1_000, 100);
            pool.close(NOON);

            assertThat(pool.close(NOON + 1)).isFalse();
            assertThat(pool.close(MIDNIGHT)).isTrue();
        }
    }

    @Nested
    class A_clock_that_is_set_back {
        private static final long HOUR = 3_600_000;

        private long clock = NOON;

        private QuotaPool pool(long rpm, long tpm, long rpd) {
            QuotaLimits limits = new QuotaLimits(OptionalLong.of(rpm), OptionalLong.of(tpm), OptionalLong.of(rpd));
            return new QuotaPool(limits, QuotaRules.of(LOS_ANGELES), () -> clock);
        }

        @Test
        void keeps_the_age_of_every_use() {
            QuotaPool pool = pool(2, 1_000, 100);
            use(pool, 1, NOON);
            use(pool, 1, NOON + 20_000);
            assertThat(pool.roomAt(1, NOON + 30_000)).isEqualTo(NOON + 60_000);
            long back = NOON + 30_000 - HOUR;
            clock = back;

            assertThat(admits(pool, 1, back)).isFalse();
            assertThat(pool.roomAt(1, back)).isEqualTo(back + 30_000);
            assertThat(admits(pool, 1, back + 29_999)).isFalse();
            assertThat(admits(pool, 1, back + 30_000)).isTrue();
            assertThat(admits(pool, 1, back + 49_999)).isFalse();
            assertThat(admits(pool, 1, back + 50_000)).isTrue();
        }

        @Test
        void does_not_hide_the_room_that_time_makes() {
            QuotaPool pool = pool(1, 1_000, 100);
            use(pool, 1, NOON);
            assertThat(pool.availability(1, NOON)).isEqualTo(Availability.MINUTE_FULL);
            long back = NOON - HOUR;
            clock = back;

            assertThat(pool.availability(1, back)).isEqualTo(Availability.MINUTE_FULL);
            assertThat(pool.availability(1, back + 59_999)).isEqualTo(Availability.MINUTE_FULL);
            assertThat(pool.availability(1, back + 60_000)).isEqualTo(Availability.AVAILABLE);
        }

        @Test
        void does_not_lengthen_a_minute_that_was_declared_full() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation refused = reserve(pool, 1, NOON);
            refuse(pool, refused, REQUESTS, MINUTE, UNKNOWN, Optional.of(Duration.ofSeconds(90)), NOON);
            assertThat(pool.roomAt(1, NOON + 30_000)).isEqualTo(NOON + 90_000);
            long back = NOON + 30_000 - HOUR;
            clock = back;

            assertThat(pool.roomAt(1, back)).isEqualTo(back + 60_000);
        }

        @Test
        void does_not_lose_what_is_settled_afterwards() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation before = reserve(pool, 100, NOON);
            long back = NOON - HOUR;
            clock = back;
            before.settle(900, back);

            assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isEqualTo(900);
            assertThat(usage(pool, REQUESTS, MINUTE, back).reserved()).isZero();
        }

        @Test
        void does_not_settle_one_use_with_the_numbers_of_another() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation first = reserve(pool, 100, NOON);
            use(pool, 200, NOON + 3_000);
            long back = NOON;
            clock = back;
            assertThat(pool.roomAt(900, back)).isEqualTo(back + 60_000);
            first.refund(back);

            assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isEqualTo(200);
            assertThat(pool.roomAt(900, back))
                    .as("the second use is as old as ever")
                    .isEqualTo(back + 60_000);
            assertThat(pool.availability(801, back + 59_999)).isEqualTo(Availability.MINUTE_FULL);
        }

        @Test
        void by_less_than_a_second_is_not_believed() {
            QuotaPool pool = pool(1, 1_000, 100);
            use(pool, 1, NOON);

            assertThat(pool.roomAt(1, NOON - 1_000)).isEqualTo(NOON + 60_000);
            assertThat(admits(pool, 1, NOON + 59_999)).isFalse();
            assertThat(admits(pool, 1, NOON + 60_000)).isTrue();
        }

        @Test
        void over_midnight_gives_no_second_day() {
            QuotaPool pool = pool(10, 1_000, 2);
            use(pool, 1, MIDNIGHT + 1);
            use(pool, 1, MIDNIGHT + 2);

            clock = MIDNIGHT - HOUR;
            assertThat(admits(pool, 1, MIDNIGHT - HOUR)).isFalse();
            assertThat(admits(pool, 1, MIDNIGHT + HOUR)).isFalse();
        }

        @Test
        void by_days_leaves_what_was_used_to_today_and_tomorrow_begins_anew() {
            long ahead = NOON + 30 * 24 * HOUR;
            clock = ahead;
            QuotaPool pool = pool(10, 1_000, 2);
            use(pool, 1, ahead);
            Reservation refused = reserve(pool, 1, ahead);
            refuse(pool, refused, REQUESTS, DAY, UNKNOWN, Optional.empty(), ahead);
            pool.close(ahead);

            clock = NOON;
            assertThat(pool.roomAt(1, NOON)).isEqualTo(MIDNIGHT);
            assertThat(usage(pool, REQUESTS, DAY, NOON).used()).isEqualTo(1);
            clock = MIDNIGHT;
            assertThat(admits(pool, 1, MIDNIGHT)).isTrue();
            assertThat(admits(pool, 1, MIDNIGHT)).isTrue();
            assertThat(admits(pool, 1, MIDNIGHT)).isFalse();
        }

        @Test
        void is_not_what_a_thread_saw_that_was_held_up_after_it_read_the_clock() {
            QuotaPool pool = pool(1, 1_000, 100);
            use(pool, 1, NOON);
            clock = NOON + 30_000;
            assertThat(pool.roomAt(1, clock)).isEqualTo(NOON + 60_000);

            assertThat(admits(pool, 1, NOON + 10_000)).as("an old reading").isFalse();
            assertThat(admits(pool, 1, NOON + 59_999)).isFalse();
            assertThat(admits(pool, 1, NOON + 60_000)).isTrue();
        }
    }

    @Nested
    class What_is_shown {
        @Test
        void tells_used_and_reserved_apart() {
            QuotaPool pool = pool(10, 1_000, 100);
            reserve(pool, 100, NOON).settle(70, NOON);
            reserve(pool, 200, NOON + 1);

            WindowUsage minute = usage(pool, INPUT_TOKENS, MINUTE, NOON + 1);
            assertThat(minute.used()).isEqualTo(70);
            assertThat(minute.reserved()).isEqualTo(200);
            assertThat(minute.remaining()).hasValue(730);
            assertThat(minute.resetsAt()).contains(Instant.ofEpochMilli(NOON + 60_000));
            WindowUsage day = usage(pool, REQUESTS, DAY, NOON + 1);
            assertThat(day.used()).isEqualTo(1);
            assertThat(day.reserved()).isEqualTo(1);
            assertThat(day.remaining()).hasValue(98);
            assertThat(day.resetsAt()).contains(Instant.ofEpochMilli(MIDNIGHT));
        }

        @Test
        void leaves_out_a_window_of_which_nothing_is_known_and_nothing_used() {
            QuotaPool pool = new QuotaPool(QuotaLimits.UNKNOWN, QuotaRules.of(LOS_ANGELES), () -> NOON);
            assertThat(pool.usage(NOON)).isEmpty();

            reserve(pool, 0, NOON);
            assertThat(pool.usage(NOON)).extracting(WindowUsage::dimension).containsOnly(REQUESTS);
            assertThat(usage(pool, REQUESTS, DAY, NOON).remaining()).isEmpty();
        }

        @Test
        void says_that_nothing_remains_while_a_window_is_declared_full() {
            QuotaPool pool = pool(10, 1_000, 100);
            refuse(pool, reserve(pool, 1, NOON), REQUESTS, DAY, UNKNOWN, Optional.empty(), NOON);

            WindowUsage day = usage(pool, REQUESTS, DAY, NOON);
            assertThat(day.fullUntil()).contains(Instant.ofEpochMilli(MIDNIGHT));
            assertThat(day.remaining()).hasValue(0);
            assertThat(usage(pool, REQUESTS, DAY, MIDNIGHT).fullUntil()).isEmpty();
        }

        @Test
        void names_no_reset_for_an_empty_minute() {
            QuotaPool pool = pool(10, 1_000, 100);
            assertThat(usage(pool, REQUESTS, MINUTE, NOON).resetsAt()).isEmpty();

            reserve(pool, 1, NOON).refund(NOON + 1);
            assertThat(usage(pool, REQUESTS, MINUTE, NOON + 1).resetsAt()).isEmpty();
        }

        @Test
        void names_the_oldest_use_that_was_not_taken_back() {
            QuotaPool pool = pool(10, 1_000, 100);
            Reservation first = reserve(pool, 1, NOON);
            Reservation second = reserve(pool, 1, NOON + 1);
            use(pool, 1, NOON + 2);
            second.refund(NOON + 3);
            first.refund(NOON + 3);

            assertThat(usage(pool, REQUESTS, MINUTE, NOON + 3).resetsAt())
                    .contains(Instant.ofEpochMilli(NOON + 60_002));
        }
    }

    @Nested
    class What_is_compared {
        @Test
        void is_the_fuller_of_requests_and_tokens_for_the_minute() {
            QuotaPool pool = pool(10, 1_000, 100);
            reserve(pool, 50, NOON);
            assertThat(pool.minuteUtilization()).isEqualTo(0.1);

            reserve(pool, 450, NOON);
            assertThat(pool.minuteUtilization()).isEqualTo(0.5);
        }

        @Test
        void is_full_slack_where_the_day_cannot_bind_before_its_end() {
            // The minute could carry 2 x 60 x 24 = 2,880 requests.
            long start = MIDNIGHT;
            assertThat(pool(2, 1_000, 2_880, start).daySlack(start)).isEqualTo(1);
            assertThat(pool(2, 1_000, 10_000, start).daySlack(start)).isEqualTo(1);
        }

        @Test
        void is_the_share_of_the_remaining_minutes_that_the_day_can_pay_for() {
            long start = MIDNIGHT;
            QuotaPool pool = pool(2, 1_000_000, 1_440, start);
            assertThat(pool.daySlack(start)).isCloseTo(0.5, within(1e-9));

            // Six hours before the end the minute can carry 720: a day of 1,440 is enough again.
            long evening = start + 18 * 3_600_000;
            assertThat(pool.daySlack(evening)).isEqualTo(1);
        }

        @Test
        void shrinks_as_the_day_is_spent() {
            QuotaPool pool = pool(100, 1_000_000, 100, MIDNIGHT);
            for (int i = 0; i < 50; i++) {
                reserve(pool, 1, MIDNIGHT);
            }
            // 50 are left of 144,000.
            assertThat(pool.daySlack(MIDNIGHT)).isCloseTo(50 / 144_000.0, within(1e-9));
        }

        @Test
        void reckons_with_the_tokens_that_requests_have_had_so_far() {
            // A thousand tokens a minute carry only one request of a thousand, not ten.
            QuotaPool pool = pool(10, 1_000, 1_440, MIDNIGHT);
            assertThat(pool.daySlack(MIDNIGHT)).isCloseTo(0.1, within(1e-9));
            long now = MIDNIGHT;
            for (int i = 0; i < 200; i++) {
                reserve(pool, 1_000, now).settle(1_000, now);
                now += 60_000;
            }

            double left = 1_240;
            double carried = 1_240;
            assertThat(pool.daySlack(now)).isCloseTo(left / carried, within(0.001));
        }

        @Test
        void is_full_where_minutes_are_declared_and_no_day() {
            QuotaLimits onlyMinute = new QuotaLimits(OptionalLong.of(1_000), UNKNOWN, UNKNOWN);
            QuotaPool pool = new QuotaPool(onlyMinute, QuotaRules.of(LOS_ANGELES), () -> NOON);

            assertThat(pool.daySlack(NOON)).isEqualTo(1);
        }

        @Test
        void is_small_where_nothing_is_known_and_larger_where_a_small_minute_is_found() {
            QuotaPool nothing = new QuotaPool(QuotaLimits.UNKNOWN, QuotaRules.of(LOS_ANGELES), () -> NOON);
            QuotaPool minute = new QuotaPool(QuotaLimits.UNKNOWN, QuotaRules.of(LOS_ANGELES), () -> NOON);
            QuotaPool day = new QuotaPool(QuotaLimits.UNKNOWN, QuotaRules.of(LOS_ANGELES), () -> NOON);
            minute.learn(violation(REQUESTS, MINUTE, OptionalLong.of(10)), NOON);
            day.learn(violation(REQUESTS, DAY, OptionalLong.of(60)), NOON);

            assertThat(nothing.daySlack(NOON)).isCloseTo(0.05, within(1e-6));
            assertThat(minute.daySlack(NOON)).isCloseTo(0.5, within(1e-6));
            // Twelve hours of a hundred a minute are left, and 60 requests.
            assertThat(day.daySlack(NOON)).isCloseTo(60 / 72_000.0, within(1e-6));
        }

        @Test
        void measures_a_pool_without_minute_limits_by_the_pace_of_its_own_day() {
            QuotaLimits onlyDay = new QuotaLimits(UNKNOWN, UNKNOWN, OptionalLong.of(100));
            QuotaPool pool = new QuotaPool(onlyDay, QuotaRules.of(LOS_ANGELES), () -> MIDNIGHT);
            for (int i = 0; i < 75; i++) {
                reserve(pool, 1, MIDNIGHT);
            }
            long half = MIDNIGHT + 12 * 3_600_000;

            assertThat(pool.daySlack(half)).isCloseTo(25 / 50.0, within(1e-9));
        }
    }

    private static QuotaPool pool(long rpm, long tpm, long rpd) {
        return pool(rpm, tpm, rpd, NOON);
    }

    private static QuotaPool pool(long rpm, long tpm, long rpd, long now) {
        QuotaLimits limits = new QuotaLimits(OptionalLong.of(rpm), OptionalLong.of(tpm), OptionalLong.of(rpd));
        return new QuotaPool(limits, QuotaRules.of(LOS_ANGELES), () -> now);
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static Reservation reserve(QuotaPool pool, long tokens, long now) {
        Reservation reservation = new Reservation();
        assertThat(pool.tryReserve(reservation, tokens, now)).as("room").isTrue();
        return reservation;
    }

    /** A call that ends as soon as it has begun. */
    private static void use(QuotaPool pool, long tokens, long now) {
        reserve(pool, tokens, now).keep(now);
    }

    /** Asks all three doors, which have to agree. */
    private static boolean admits(QuotaPool pool, long tokens, long now) {
        boolean foreseen = pool.roomAt(tokens, now) <= now;
        boolean available = pool.availability(tokens, now) == Availability.AVAILABLE;
        Reservation reservation = new Reservation();
        boolean admitted = pool.tryReserve(reservation, tokens, now);
        reservation.keep(now);
        assertThat(List.of(foreseen, available))
                .as("what was foreseen and shown as available at %s", now)
                .containsOnly(admitted);
        return admitted;
    }

    private static boolean refuse(
            QuotaPool pool,
            Reservation reservation,
            QuotaDimension dimension,
            QuotaSpan span,
            OptionalLong limit,
            Optional<Duration> retryAfter,
            long now) {
        return pool.refuse(reservation, violation(dimension, span, limit), retryAfter, now);
    }

    private static List<QuotaViolation> violation(QuotaDimension dimension, QuotaSpan span, OptionalLong limit) {
        return List.of(new QuotaViolation(dimension, span, limit));
    }

    private static WindowUsage usage(QuotaPool pool, QuotaDimension dimension, QuotaSpan span, long now) {
        return pool.usage(now).stream()
                .filter(window -> window.dimension() == dimension && window.span() == span)
                .findFirst()
                .orElseThrow();
    }
}
