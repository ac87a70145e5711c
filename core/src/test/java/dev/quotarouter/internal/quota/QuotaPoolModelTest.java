package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pool against a plain list of all that was admitted, over random lives. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuotaPoolModelTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final long START = Instant.parse("2026-03-07T20:00:00.123Z").toEpochMilli();
    private static final int OPERATIONS = 60_000;

    @ParameterizedTest(name = "{0} requests a minute, {1} a day, seed {2}")
    @CsvSource({"1, 50, 1", "2, 100000, 2", "5, 300, 3", "15, 1500, 4", "64, 100000, 5"})
    void a_small_pool_admits_exactly_what_the_list_admits(long rpm, long rpd, long seed) {
        live(new QuotaLimits(OptionalLong.of(rpm), OptionalLong.of(1_000), OptionalLong.of(rpd)), seed, true);
    }

    @ParameterizedTest(name = "{0} requests a minute, {1} a day, seed {2}")
    @CsvSource({"65, 100000, 6", "150, 3000, 7", "300, 100000, 8"})
    void a_large_pool_admits_nothing_more_and_the_same_a_bucket_and_a_guard_later_at_most(
            long rpm, long rpd, long seed) {
        live(new QuotaLimits(OptionalLong.of(rpm), OptionalLong.of(5_000), OptionalLong.of(rpd)), seed, false);
    }

    private static void live(QuotaLimits limits, long seed, boolean exact) {
        SplittableRandom random = new SplittableRandom(seed);
        QuotaPool pool = new QuotaPool(limits, QuotaRules.of(LOS_ANGELES), () -> START);
        Model model = new Model(limits);
        List<Held> held = new ArrayList<>();
        // About as many tokens a request as make both windows of the minute bind now and then.
        int mostTokens = (int) (2.5 * limits.tpm().orElseThrow() / limits.rpm().orElseThrow()) + 2;
        // About twice as many requests a minute as there is room for.
        int longestStep = (int) (60_000 / limits.rpm().orElseThrow()) + 2;
        long admitted = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            long now = model.latest + step(random, longestStep);
            model.advance(now);
            pool.roomAt(0, now); // Both are at the present.
            int dice = random.nextInt(100);
            if (dice < 60 || held.isEmpty()) {
                admitted += reserve(pool, model, held, random.nextInt(mostTokens), now, exact) ? 1 : 0;
            } else if (dice < 99) {
                end(model, held.remove(random.nextInt(held.size())), random, mostTokens, now);
            } else if (exact && random.nextInt(20) == 0) {
                refuse(pool, model, held.get(0), model.latest + 61_000 + random.nextInt(40_000), now);
            }
        }
        assertThat(admitted).as("admitted in all: else nothing was tried").isGreaterThan(OPERATIONS / 60);
        assertThat(model.refusedBelowTheLimit > 0)
                .as("whether refusals taught a share")
                .isEqualTo(exact);
        for (Held last : held) {
            last.reservation().settle(1, model.latest);
        }
        assertThat(pool.usage(model.latest)).extracting(WindowUsage::reserved).allMatch(reserved -> reserved == 0);
    }

    private static long step(SplittableRandom random, int longest) {
        return switch (random.nextInt(500)) {
            case 0 -> random.nextLong(3 * 3_600_000);
            case 1 -> random.nextLong(70_000);
            case 2 -> -random.nextLong(500); // Two threads that read the clock in turn: the pool's present stays.
            default -> random.nextInt(3) == 0 ? 0 : random.nextInt(longest);
        };
    }

    private static boolean reserve(QuotaPool pool, Model model, List<Held> held, long tokens, long now, boolean exact) {
        long present = model.latest;
        boolean allowed = model.admits(tokens, present, exact ? Model::leavesAt : Model::leavesAtTheEarliest);
        boolean required = model.admits(tokens, present, exact ? Model::leavesAt : Model::leavesAtTheLatest);
        long roomAt = pool.roomAt(tokens, now);
        Availability availability = pool.availability(tokens, present);
        Reservation reservation = new Reservation();
        boolean admitted = pool.tryReserve(reservation, tokens, now);

        if ((admitted && !allowed) || (!admitted && required)) {
            throw new AssertionError("admitted: " + admitted + ", the list allows: " + allowed + " at " + now);
        }
        if (admitted != (roomAt <= present) || admitted != (availability == Availability.AVAILABLE)) {
            throw new AssertionError("admitted: " + admitted + ", foreseen: " + roomAt + ", shown: " + availability);
        }
        if (exact && !admitted && roomAt != QuotaPool.NEVER && !model.share.isKnown()) {
            assertThat(model.admits(tokens, roomAt, Model::leavesAt))
                    .as("at the foreseen instant")
                    .isTrue();
            assertThat(model.admits(tokens, roomAt - 1, Model::leavesAt))
                    .as("just before")
                    .isFalse();
        }
        if (admitted) {
            held.add(new Held(reservation, model.add(present, tokens)));
        }
        return admitted;
    }

    private static void end(Model model, Held held, SplittableRandom random, int mostTokens, long now) {
        switch (random.nextInt(6)) {
            case 0 -> {
                held.reservation().refund(now);
                model.refund(held.use());
            }
            case 1 -> {
                held.reservation().keep(now);
                held.use().endedAt = model.latest;
            }
            case 2 -> {
                held.reservation().refused(now);
                held.use().endedAt = model.latest;
                held.use().refused = true;
                model.days.merge(Model.dayOf(held.use().at), -1L, Long::sum);
            }
            default -> {
                long actual = random.nextInt(mostTokens);
                held.reservation().settle(actual, now);
                held.use().endedAt = model.latest;
                held.use().tokens = actual;
            }
        }
    }

    private static void refuse(QuotaPool pool, Model model, Held held, long until, long now) {
        QuotaViolation violation = new QuotaViolation(REQUESTS, MINUTE, OptionalLong.empty());
        Duration delay = Duration.ofMillis(until - model.latest);
        boolean unused = pool.refuse(held.reservation(), List.of(violation), Optional.of(delay), now);
        model.refuse(held.use());
        // Longer than any use stays, so that the delay alone decides.
        model.fullUntil = Math.max(model.fullUntil, until);
    }

    private record Held(Reservation reservation, Use use) {}

    private static final class Use {
        private static final long OPEN = Long.MAX_VALUE;

        final long at;
        long tokens;
        long endedAt = OPEN;
        boolean refused;

        Use(long at, long tokens) {
            this.at = at;
            this.tokens = tokens;
        }
    }

    /** When a use leaves the minute. */
    private interface Leaving {
        long of(Model model, Use use);
    }

    /** Strict, slow, and too plain to be wrong. What guard and share do by themselves is tested with them. */
    private static final class Model {
        final QuotaLimits limits;
        final List<Use> uses = new ArrayList<>();
        final Map<LocalDate, Long> days = new HashMap<>();
        final ArrivalGuard guard = new ArrivalGuard();
        final Share share =
                new Share(Duration.ofMinutes(1).toMillis(), Duration.ofHours(1).toMillis());
        long fullUntil = Long.MIN_VALUE;
        long latest = START;
        int refusedBelowTheLimit;

        Model(QuotaLimits limits) {
            this.limits = limits;
        }

        /** Time goes on, and what no answer depends on any more is forgotten. */
        void advance(long now) {
            latest = Math.max(latest, now);
            guard.advance(latest);
            share.advance(latest, limits.rpm().orElseThrow());
            uses.removeIf(use -> use.at + 70_000 <= latest);
        }

        boolean admits(long tokens, long now, Leaving leaving) {
            long requests = 1;
            long used = 1;
            long sum = tokens;
            long leftAt = Long.MIN_VALUE;
            for (Use use : uses) {
                leftAt = Math.max(leftAt, leaving.of(this, use));
                if (leftAt > now) {
                    requests++;
                    used += use.refused ? 0 : 1;
                    sum += use.tokens;
                }
            }
            return now >= fullUntil
                    && requests <= limits.rpm().orElseThrow()
                    && (requests == 1 || used <= share.most())
                    && sum <= limits.tpm().orElseThrow()
                    && days.getOrDefault(dayOf(now), 0L) < limits.rpd().orElseThrow();
        }

        /** A minute later; a guard later, unless all calls of its millisecond are known to have arrived before. */
        long leavesAt(Use use) {
            long arrived = use.at;
            for (Use other : uses) {
                if (other.at == use.at) {
                    arrived = Math.max(arrived, other.endedAt);
                }
            }
            return 60_000 + Math.min(arrived, use.at + guard.millis());
        }

        long leavesAtTheEarliest(Use use) {
            return use.at + 60_000;
        }

        long leavesAtTheLatest(Use use) {
            return use.at + 60_000 + MinuteUses.COARSE_MILLIS + guard.millis();
        }

        Use add(long now, long tokens) {
            Use use = new Use(now, tokens);
            uses.add(use);
            guard.used(now);
            days.merge(dayOf(now), 1L, Long::sum);
            return use;
        }

        void refund(Use use) {
            uses.remove(use);
            days.merge(dayOf(use.at), -1L, Long::sum);
        }

        /** The use was refused; what left its minute long ago teaches nothing. */
        void refuse(Use refused) {
            long counted = uses.stream()
                    .filter(use -> leavesAt(use) > latest && !use.refused)
                    .count();
            if (leavesAt(refused) > latest && counted - 1 < limits.rpm().orElseThrow()) {
                share.refused(counted - 1, latest);
                refusedBelowTheLimit++;
            }
        }

        private static LocalDate dayOf(long millis) {
            return Instant.ofEpochMilli(millis).atZone(LOS_ANGELES).toLocalDate();
        }
    }
}
