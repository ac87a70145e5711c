package dev.quotarouter.internal.cooldown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.internal.cooldown.Circuit.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** When a circuit lets callers through, and whose word moves it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CircuitTest {
    private static final long NOW = 1_000_000;
    private static final long COOLDOWN = 5_000;
    private static final long LEASE = 60_000;

    private final Circuit circuit = circuit(2, Map.of());

    @Test
    void forgives_as_many_failures_in_a_row_as_are_allowed() {
        Pass pass = circuit.tryPass(NOW);

        assertThat(fail(circuit, pass, NOW)).isFalse();
        assertThat(fail(circuit, pass, NOW)).isFalse();
        assertThat(circuit.opensAt(NOW)).isLessThanOrEqualTo(NOW);
        assertThat(fail(circuit, pass, NOW)).as("the beginning of a cooldown").isTrue();
        assertThat(circuit.opensAt(NOW)).isEqualTo(NOW + COOLDOWN);
    }

    @Test
    void forgets_failures_at_a_success() {
        Pass pass = circuit.tryPass(NOW);
        boolean first = fail(circuit, pass, NOW);
        boolean second = fail(circuit, pass, NOW);
        boolean ended = circuit.succeeded(pass);
        boolean third = fail(circuit, pass, NOW);

        assertThat(List.of(first, second, ended, third)).containsOnly(false);
        assertThat(circuit.tryPass(NOW)).isNotSameAs(Pass.NONE);
    }

    @Test
    void looks_at_the_kind_of_the_failure_that_might_be_one_too_many() {
        Circuit strict = circuit(2, Map.of(FailureKind.OVERLOADED, 0));
        Pass pass = strict.tryPass(NOW);

        assertThat(strict.failed(pass, FailureKind.TIMEOUT, NOW)).isFalse();
        assertThat(strict.failed(pass, FailureKind.OVERLOADED, NOW)).isTrue();
    }

    @Test
    void lets_nobody_through_before_the_cooldown_has_ended() {
        open(circuit, NOW);

        assertThat(circuit.tryPass(NOW)).isSameAs(Pass.NONE);
        assertThat(circuit.tryPass(NOW + COOLDOWN - 1)).isSameAs(Pass.NONE);
        assertThat(circuit.tryPass(NOW + COOLDOWN)).isNotSameAs(Pass.NONE);
    }

    @Test
    void lets_one_through_for_a_trial() {
        open(circuit, NOW);
        Pass trial = circuit.tryPass(NOW + COOLDOWN);

        assertThat(trial).isNotSameAs(Pass.NONE);
        assertThat(circuit.tryPass(NOW + COOLDOWN)).isSameAs(Pass.NONE);
        assertThat(circuit.opensAt(NOW + COOLDOWN)).isEqualTo(NOW + COOLDOWN + LEASE);
    }

    @RepeatedTest(50)
    void lets_one_through_for_a_trial_though_many_come_at_once() throws Exception {
        open(circuit, NOW);
        List<Pass> passes = together(8, () -> circuit.tryPass(NOW + COOLDOWN));

        assertThat(passes).filteredOn(pass -> pass != Pass.NONE).hasSize(1);
    }

    @RepeatedTest(50)
    void begins_one_cooldown_though_many_fail_at_once() throws Exception {
        Pass pass = circuit.tryPass(NOW);
        List<Boolean> began = together(8, () -> fail(circuit, pass, NOW));

        assertThat(began).filteredOn(news -> news).hasSize(1);
        assertThat(circuit.opensAt(NOW)).isEqualTo(NOW + COOLDOWN);
    }

    @Test
    void closes_when_the_trial_succeeds() {
        open(circuit, NOW);
        Pass trial = circuit.tryPass(NOW + COOLDOWN);

        assertThat(circuit.succeeded(trial)).as("the end of a cooldown").isTrue();
        assertThat(circuit.succeeded(trial)).as("told again").isFalse();
        assertThat(circuit.opensAt(NOW)).isLessThan(NOW);
        assertThat(fail(circuit, circuit.tryPass(NOW), NOW))
                .as("it forgives again")
                .isFalse();
    }

    @Test
    void rests_twice_as_long_after_each_trial_that_failed_up_to_five_minutes_and_a_quarter_of_the_trouble() {
        open(circuit, NOW);
        List<Long> cooldowns = new ArrayList<>();
        long present = NOW;
        for (int i = 0; i < 25; i++) {
            long now = circuit.opensAt(present);
            present = now;
            assertThat(fail(circuit, circuit.tryPass(now), now)).isTrue();
            cooldowns.add((circuit.opensAt(now) - now) / 1_000);
        }

        assertThat(cooldowns)
                .containsSequence(10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L, 303L, 379L, 474L)
                .endsWith(1_800L, 1_800L)
                .isSorted();
    }

    @Test
    void begins_with_the_first_cooldown_again_once_it_was_closed() {
        open(circuit, NOW);
        long later = circuit.opensAt(NOW);
        boolean failed = fail(circuit, circuit.tryPass(later), later);
        boolean closed = circuit.succeeded(circuit.tryPass(circuit.opensAt(later)));
        long muchLater = NOW + 1_000_000;
        open(circuit, muchLater);

        assertThat(failed && closed).isTrue();
        assertThat(circuit.opensAt(muchLater)).isEqualTo(muchLater + COOLDOWN);
    }

    @Test
    void gives_the_trial_to_the_next_when_it_is_withdrawn() {
        open(circuit, NOW);
        long later = NOW + COOLDOWN;
        circuit.withdrew(circuit.tryPass(later), later);

        Pass next = circuit.tryPass(later);
        assertThat(next).isNotSameAs(Pass.NONE);
        assertThat(fail(circuit, next, later)).isTrue();
        assertThat(circuit.opensAt(later)).as("the level is kept").isEqualTo(later + 2 * COOLDOWN);
    }

    @Test
    void heals_after_the_lease_of_a_trial_nobody_reported() {
        open(circuit, NOW);
        long later = NOW + COOLDOWN;
        Pass lost = circuit.tryPass(later);

        assertThat(circuit.tryPass(later + LEASE - 1)).isSameAs(Pass.NONE);
        Pass next = circuit.tryPass(later + LEASE);
        assertThat(next).isNotSameAs(Pass.NONE).isNotSameAs(lost);
        assertThat(circuit.succeeded(lost)).as("the lost one's late word").isFalse();
        assertThat(circuit.tryPass(later + LEASE)).isSameAs(Pass.NONE);
        assertThat(circuit.succeeded(next)).isTrue();
    }

    @Test
    void hears_no_late_word_of_calls_from_before_the_cooldown() {
        Pass old = circuit.tryPass(NOW);
        open(circuit, NOW);

        assertThat(circuit.succeeded(old)).isFalse();
        assertThat(fail(circuit, old, NOW + 1)).isFalse();
        circuit.withdrew(old, NOW + 1);
        assertThat(circuit.opensAt(NOW)).isEqualTo(NOW + COOLDOWN);

        Pass trial = circuit.tryPass(NOW + COOLDOWN);
        assertThat(circuit.succeeded(old)).isFalse();
        assertThat(fail(circuit, old, NOW + COOLDOWN)).isFalse();
        circuit.withdrew(old, NOW + COOLDOWN);
        assertThat(circuit.opensAt(NOW + COOLDOWN)).as("the trial's lease").isEqualTo(NOW + COOLDOWN + LEASE);
        assertThat(circuit.succeeded(trial)).isTrue();
    }

    @Test
    void is_tried_soon_after_the_end_of_an_outage_however_long_that_was() {
        for (long minutes = 1; minutes <= 600; minutes++) {
            Circuit circuit = circuit(0, Map.of());
            long end = NOW + Duration.ofMinutes(minutes).toMillis();
            open(circuit, NOW);
            long now = circuit.opensAt(NOW);
            int trials = 0;
            while (now < end) {
                assertThat(fail(circuit, circuit.tryPass(now), now)).isTrue();
                now = circuit.opensAt(now);
                trials++;
            }

            Duration late = Duration.ofMillis(now - end);
            assertThat(late.toMinutes()).isLessThanOrEqualTo(Math.min(30, Math.max(5, minutes / 4)));
            assertThat(trials).as("trials in %s minutes", minutes).isLessThanOrEqualTo(12 + (int) minutes / 20);
        }
    }

    @Test
    void does_not_try_in_step_with_others() {
        SplittableRandom random = new SplittableRandom(3);
        Set<Long> ends = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Circuit one = circuit(Duration.ofSeconds(30), 0, Map.of(), random);
            open(one, NOW);
            ends.add(one.opensAt(NOW));
        }

        assertThat(ends)
                .hasSizeGreaterThan(90)
                .allSatisfy(end -> assertThat(end).isBetween(NOW + 30_000, NOW + 33_000));
    }

    @Test
    void tells_that_it_may_open_at_any_moment_while_a_trial_is_under_way() {
        open(circuit, NOW);
        assertThat(circuit.mayOpenAt(NOW)).isEqualTo(NOW + COOLDOWN);
        long later = NOW + COOLDOWN;
        Pass trial = circuit.tryPass(later);

        assertThat(circuit.mayOpenAt(later + 1)).isEqualTo(later + 1);
        assertThat(circuit.trialFailed(trial, later + 2)).isTrue();
        assertThat(circuit.mayOpenAt(later + 2)).isEqualTo(later + 2 + 2 * COOLDOWN);
        assertThat(circuit.trialFailed(trial, later + 3)).as("told again").isFalse();
    }

    @Test
    void rests_no_more_than_once_more_when_the_clock_is_set_back() {
        open(circuit, NOW);
        long back = NOW - 3_600_000;

        assertThat(circuit.opensAt(back)).isEqualTo(back + COOLDOWN);
        assertThat(circuit.opensAt(back + 1_000)).isEqualTo(back + COOLDOWN);
        Pass trial = circuit.tryPass(back + COOLDOWN);
        assertThat(trial).isNotSameAs(Pass.NONE);
        assertThat(circuit.opensAt(back - 7_200_000)).as("the trial's lease").isEqualTo(back - 7_200_000 + LEASE);
        assertThat(circuit.succeeded(trial)).isTrue();
    }

    @Test
    void leaves_a_rest_until_an_instant_of_the_calendar_alone_when_the_clock_is_set_back() {
        boolean news = circuit.rest(NOW + 86_400_000);

        assertThat(news).isTrue();
        assertThat(circuit.opensAt(NOW - 7_200_000)).isEqualTo(NOW + 86_400_000);
    }

    @Test
    void never_opens_where_cooling_down_is_switched_off() {
        Circuit off = circuit(Duration.ZERO, 0, Map.of());
        for (int i = 0; i < 100; i++) {
            assertThat(fail(off, off.tryPass(NOW), NOW)).isFalse();
        }

        assertThat(off.tryPass(NOW)).isNotSameAs(Pass.NONE);
        assertThat(off.opensAt(NOW)).isLessThan(NOW);
    }

    @Test
    void rests_until_an_instant_that_is_known_whatever_is_forgiven() {
        assertThat(circuit.rest(NOW + 100)).as("news").isTrue();
        assertThat(circuit.rest(NOW + 100)).isFalse();
        assertThat(circuit.rest(NOW + 50)).isFalse();

        assertThat(circuit.tryPass(NOW + 99)).isSameAs(Pass.NONE);
        Pass trial = circuit.tryPass(NOW + 100);
        assertThat(trial).isNotSameAs(Pass.NONE);
        assertThat(circuit.tryPass(NOW + 100)).isSameAs(Pass.NONE);
        assertThat(circuit.rest(NOW + 200)).as("the trial found the same").isTrue();
        assertThat(circuit.succeeded(circuit.tryPass(NOW + 200))).isTrue();
    }

    @Test
    void a_trial_that_fails_where_nothing_cools_down_keeps_nobody_out() {
        Circuit off = circuit(Duration.ZERO, 0, Map.of());
        boolean rests = off.rest(NOW);

        assertThat(rests).isTrue();
        assertThat(fail(off, off.tryPass(NOW), NOW)).isFalse();
        assertThat(off.tryPass(NOW)).isNotSameAs(Pass.NONE);
    }

    private static Circuit circuit(int allowedFails, Map<FailureKind, Integer> byKind) {
        return circuit(Duration.ofMillis(COOLDOWN), allowedFails, byKind);
    }

    private static Circuit circuit(Duration cooldown, int allowedFails, Map<FailureKind, Integer> byKind) {
        return circuit(cooldown, allowedFails, byKind, () -> 0);
    }

    private static Circuit circuit(
            Duration cooldown, int allowedFails, Map<FailureKind, Integer> byKind, RandomGenerator random) {
        CooldownPolicy policy = new CooldownPolicy(cooldown, allowedFails, byKind, Duration.ofMinutes(30));
        return new Circuit(policy, Duration.ofMillis(LEASE), random);
    }

    private static void open(Circuit circuit, long now) {
        Pass pass = circuit.tryPass(now);
        boolean open = false;
        while (!open) {
            open = fail(circuit, pass, now);
        }
    }

    private static boolean fail(Circuit circuit, Pass pass, long now) {
        return circuit.failed(pass, FailureKind.SERVER_ERROR, now);
    }

    private static <T> List<T> together(int number, Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            CyclicBarrier start = new CyclicBarrier(number);
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                tasks.add(() -> {
                    start.await();
                    return work.call();
                });
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
