package dev.quotarouter.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When pools are taken for one, and when not: against projects that keep their own count. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SharedProjectsTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final long START = Instant.parse("2026-03-03T09:00:00Z").toEpochMilli();
    private static final long NO_DAY = 1_000_000;

    private final List<List<String>> told = new ArrayList<>();
    private final SharedProjects projects = new SharedProjects(told::add);
    private final List<QuotaPool> pools = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(7);
    private long now = START;
    private int refused;

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 10, 15, 30, 60})
    void two_keys_of_one_project_are_found_out_within_few_refusals(long rpm) {
        Project one = new Project(rpm, NO_DAY);
        pool("first", rpm, NO_DAY, false);
        pool("second", rpm, NO_DAY, false);

        ask(Duration.ofHours(3), 10 * rpm, index -> one);

        assertThat(told).containsExactly(List.of("first", "second"));
        assertThat(pools.get(0).isOneWith(pools.get(1))).isTrue();
        assertThat(refused).isLessThanOrEqualTo(13);
        int before = refused;
        long served = one.served;
        ask(Duration.ofHours(3), 10 * rpm, index -> one);
        assertThat(refused).as("once it is known").isEqualTo(before);
        assertThat(one.served - served).isGreaterThan((long) (0.95 * 180 * rpm));
    }

    @Test
    void three_keys_of_one_project_are_found_out_beside_keys_of_others() {
        Project one = new Project(15, NO_DAY);
        List<Project> owners =
                List.of(one, new Project(15, NO_DAY), one, new Project(15, NO_DAY), one, new Project(15, NO_DAY));
        for (int i = 0; i < owners.size(); i++) {
            pool("pool " + i, 15, NO_DAY, false);
        }

        ask(Duration.ofHours(12), 90, owners::get);

        assertThat(told).isNotEmpty();
        assertThat(pools.get(0).isOneWith(pools.get(2))).isTrue();
        assertThat(pools.get(0).isOneWith(pools.get(4))).isTrue();
        for (int other : new int[] {1, 3, 5}) {
            assertThat(pools.get(0).isOneWith(pools.get(other))).isFalse();
        }
    }

    @Test
    void a_day_that_two_keys_share_is_found_out_within_days() {
        Project one = new Project(1_000, 100);
        pool("first", 1_000, 100, false);
        pool("second", 1_000, 100, false);

        ask(Duration.ofDays(4), 1, index -> one);

        assertThat(told).hasSize(1);
        assertThat(refused).isLessThanOrEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.5})
    void others_who_use_each_project_are_not_taken_for_one_another(double share) {
        List<Project> owners = List.of(new Project(10, NO_DAY), new Project(10, NO_DAY));
        pool("first", 10, NO_DAY, false);
        pool("second", 10, NO_DAY, false);
        owners.forEach(owner -> owner.othersPerMinute = share * 10);

        ask(Duration.ofDays(7), 40, owners::get);

        assertThat(refused).as("refusals that could have misled").isGreaterThan(20);
        assertThat(told).isEmpty();
    }

    @Test
    void others_who_use_exactly_half_of_each_project_are_not_taken_for_one_another() {
        List<Project> owners = List.of(new Project(10, NO_DAY), new Project(10, NO_DAY));
        pool("first", 10, NO_DAY, false);
        pool("second", 10, NO_DAY, false);
        owners.forEach(owner -> owner.reserved = 5);

        ask(Duration.ofDays(2), 40, owners::get);

        assertThat(refused).as("who was cleared is left in peace").isBetween(1, 600);
        assertThat(told).isEmpty();
    }

    @Test
    void projects_that_the_configuration_names_differently_stay_apart() {
        Project one = new Project(10, NO_DAY);
        pool("first", 10, NO_DAY, true);
        pool("second", 10, NO_DAY, true);

        ask(Duration.ofHours(3), 40, index -> one);

        assertThat(refused).isPositive();
        assertThat(told).isEmpty();
    }

    @Test
    void what_was_under_way_when_two_pools_were_joined_ends_in_the_common_books() {
        pool("first", 10, NO_DAY, false);
        pool("second", 10, NO_DAY, false);
        Reservation settled = new Reservation();
        Reservation refunded = new Reservation();
        assertThat(pools.get(0).tryReserve(settled, 100, now)).isTrue();
        assertThat(pools.get(1).tryReserve(refunded, 200, now + 5)).isTrue();
        pools.get(0).join(pools.get(1));
        assertThat(pools.get(0).taken(QuotaDimension.REQUESTS, QuotaSpan.MINUTE))
                .isEqualTo(2);
        settled.settle(70, now + 10);
        refunded.refund(now + 10);

        for (QuotaPool pool : pools) {
            assertThat(pool.taken(QuotaDimension.INPUT_TOKENS, QuotaSpan.MINUTE))
                    .isEqualTo(70);
            assertThat(pool.taken(QuotaDimension.INPUT_TOKENS, QuotaSpan.DAY)).isEqualTo(70);
            assertThat(pool.taken(QuotaDimension.REQUESTS, QuotaSpan.DAY)).isEqualTo(1);
            assertThat(pool.usage(now + 10)).allMatch(window -> window.reserved() == 0);
        }
    }

    private void pool(String name, long rpm, long rpd, boolean named) {
        QuotaLimits limits = new QuotaLimits(OptionalLong.of(rpm), OptionalLong.empty(), OptionalLong.of(rpd));
        QuotaPool pool = new QuotaPool(limits, QuotaRules.of(LOS_ANGELES), () -> now);
        projects.watch(pool, name, named);
        pools.add(pool);
    }

    private interface Owner {
        Project of(int pool);
    }

    /** Asks so often a minute at random, each time the least used pool first. */
    private void ask(Duration time, long perMinute, Owner owner) {
        long end = now + time.toMillis();
        double mean = 60_000.0 / perMinute;
        while (now < end) {
            now += 1 + (long) (-mean * Math.log(1 - random.nextDouble()));
            int least = random.nextInt(pools.size());
            for (int i = 0; i < pools.size(); i++) {
                if (pools.get(i).minuteUtilization() < pools.get(least).minuteUtilization()) {
                    least = i;
                }
            }
            for (int i = 0; i < pools.size(); i++) {
                int pool = (least + i) % pools.size();
                if (call(pools.get(pool), owner.of(pool))) {
                    break;
                }
            }
        }
    }

    /** {@return whether there was room by the pool's count, whatever its project said} */
    private boolean call(QuotaPool pool, Project project) {
        Reservation reservation = new Reservation();
        if (!pool.tryReserve(reservation, 0, now)) {
            return false;
        }
        Optional<QuotaViolation> violation = project.call(now);
        if (violation.isPresent()) {
            refused++;
            boolean unused = pool.refuse(reservation, List.of(violation.get()), Optional.empty(), now);
            reservation.refused(now);
        } else {
            reservation.settle(0, now);
        }
        return true;
    }

    /** What a project counts: any 60 seconds, and days of 24 hours. */
    private final class Project {
        final Deque<Long> minute = new ArrayDeque<>();
        final long rpm;
        final long rpd;
        double othersPerMinute;
        long reserved;
        long othersAt = START;
        long day = -1;
        long today;
        long served;

        Project(long rpm, long rpd) {
            this.rpm = rpm;
            this.rpd = rpd;
        }

        Optional<QuotaViolation> call(long at) {
            while (othersPerMinute > 0 && othersAt < at) {
                othersAt += 1 + (long) (-60_000 / othersPerMinute * Math.log(1 - random.nextDouble()));
                forget(othersAt);
                if (minute.size() < rpm) {
                    minute.add(othersAt);
                }
            }
            forget(at);
            long midnight =
                    Instant.ofEpochMilli(at).atZone(LOS_ANGELES).toLocalDate().toEpochDay();
            today = midnight == day ? today : 0;
            day = midnight;
            if (today >= rpd) {
                return Optional.of(violation(QuotaSpan.DAY, rpd));
            }
            if (minute.size() + reserved >= rpm) {
                return Optional.of(violation(QuotaSpan.MINUTE, rpm));
            }
            minute.add(at);
            today++;
            served++;
            return Optional.empty();
        }

        private void forget(long at) {
            while (!minute.isEmpty() && minute.getFirst() + 60_000 <= at) {
                minute.removeFirst();
            }
        }

        private QuotaViolation violation(QuotaSpan span, long limit) {
            return new QuotaViolation(QuotaDimension.REQUESTS, span, OptionalLong.of(limit));
        }
    }
}
