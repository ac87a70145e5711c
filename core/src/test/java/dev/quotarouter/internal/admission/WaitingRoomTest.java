package dev.quotarouter.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.internal.admission.WaitingRoom.Guest;
import dev.quotarouter.internal.admission.WaitingRoom.Place;
import dev.quotarouter.internal.admission.WaitingRoom.Wish;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Who is served when, and what becomes of those who leave. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WaitingRoomTest {
    private final ManualTime time = ManualTime.at("2026-03-03T20:00:00Z");
    private final long start = time.epochMillis();
    private final AtomicLong room = new AtomicLong();
    private final List<String> served = new ArrayList<>();
    private final long startNanos = time.nanoTime();
    private long servesAt = start + 99_999;
    private int asked;
    private int askedWhen;

    private final WaitingRoom waitingRoom = new WaitingRoom(time, time, 10_000);

    @Test
    void the_lower_priority_value_goes_first_and_then_who_came_first() {
        enter("second", 5, 1);
        enter("third", 5, 1);
        enter("first", 1, 1);
        for (int i = 0; i < 3; i++) {
            makeRoom(1);
        }

        assertThat(served).containsExactly("first", "second", "third");
    }

    @Test
    void who_has_time_enough_for_a_reply_goes_before_who_has_not_and_nobody_loses_the_place_for_it() {
        Duration reply = Duration.ofSeconds(30);
        enter("late", 5, 1, Duration.ofSeconds(100), reply);
        enter("late too, and small", 5, 1, Duration.ofSeconds(109), reply);
        enter("in time", 5, 1, Duration.ofSeconds(110), reply);
        enter("more important, and late", 1, 1, Duration.ofSeconds(100), reply);
        time.advance(Duration.ofMillis(79_500));
        for (int i = 0; i < 4; i++) {
            makeRoom(1);
        }

        assertThat(served).containsExactly("more important, and late", "in time", "late", "late too, and small");
        assertThat(waitingRoom.size()).isZero();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void a_guest_is_served_at_the_known_instant_and_nobody_polls() {
        servesAt = start + 30_000;
        Place place = enter("guest", 0, 1);
        int askedAtEntry = asked;
        time.advance(Duration.ofMillis(29_999));
        assertThat(asked).isEqualTo(askedAtEntry);
        room.set(1);
        time.advance(Duration.ofMillis(1));

        assertThat(place.turn()).isCompleted();
        assertThat(time.scheduled()).isZero();
        assertThat(waitingRoom.size()).isZero();
    }

    @Test
    void a_guest_waits_until_its_deadline_and_leaves_with_nothing() {
        Place place = enter("guest", 0, 1);
        time.advance(Duration.ofMillis(99_999));
        assertThat(place.turn()).isNotDone();
        time.advance(Duration.ofMillis(1));

        assertThat(place.turn()).isCompleted();
        assertThat(served).isEmpty();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void who_leaves_before_the_turn_is_never_served() {
        Place place = enter("guest", 0, 1);
        assertThat(place.leave()).isTrue();
        makeRoom(1);

        assertThat(served).isEmpty();
        assertThat(waitingRoom.size()).isZero();
    }

    @Test
    void who_leaves_after_the_turn_holds_what_was_handed_over() {
        Place place = enter("guest", 0, 1);
        makeRoom(1);

        assertThat(place.leave()).isFalse();
        assertThat(room).hasValue(0);
        assertThat(waitingRoom.size()).isZero();
    }

    @Test
    void room_that_is_handed_to_one_who_leaves_meanwhile_comes_back_and_serves_the_next() {
        AtomicReference<Place> own = new AtomicReference<>();
        own.set(waitingRoom
                .enter(new Visitor("leaver", 0, 1, () -> {
                    boolean before = own.get().leave();
                    assertThat(before).isTrue();
                }))
                .orElseThrow());
        Place next = enter("next", 0, 1);
        makeRoom(1);

        assertThat(next.turn()).isCompleted();
        assertThat(room).hasValue(0);
    }

    @Test
    void a_full_room_takes_nobody() {
        WaitingRoom small = new WaitingRoom(time, time, 1);
        Place first = small.enter(new Visitor("first", 0, 1, () -> {})).orElseThrow();

        assertThat(small.enter(new Visitor("second", 0, 1, () -> {}))).isEmpty();
        assertThat(first.leave()).isTrue();
        assertThat(small.enter(new Visitor("third", 0, 1, () -> {}))).isPresent();
    }

    @Test
    void closing_sends_everyone_away_with_a_reason_and_leaves_no_timer_behind() {
        Place place = enter("guest", 0, 1);
        IllegalStateException reason = new IllegalStateException("closed");
        waitingRoom.close(() -> reason);

        assertThat(place.turn())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCause(reason);
        assertThat(waitingRoom.size()).isZero();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void who_comes_after_closing_is_sent_away_too() {
        IllegalStateException reason = new IllegalStateException("closed");
        waitingRoom.close(() -> reason);
        Place place = enter("late", 0, 1);

        assertThat(place.turn())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCause(reason);
        assertThat(place.leave()).as("it holds nothing").isTrue();
        assertThat(waitingRoom.size()).isZero();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void a_guest_that_throws_is_sent_away_and_the_next_is_served() {
        AssertionError broken = new AssertionError("broken");
        Visitor thrower = new Visitor("thrower", 0, 1, () -> {
            throw broken;
        });
        Place place = waitingRoom.enter(thrower).orElseThrow();
        Place next = enter("next", 0, 1);
        makeRoom(2);

        assertThat(place.turn()).isCompletedExceptionally();
        assertThat(next.turn()).isCompleted();
    }

    @Test
    void a_newcomer_does_not_overtake_one_whose_instant_has_come() {
        servesAt = start + 30_000;
        Place place = enter("guest", 0, 1);
        room.set(1);
        waitingRoom.serveDue(start + 29_999);
        assertThat(place.turn()).isNotDone();
        waitingRoom.serveDue(start + 30_000);

        assertThat(place.turn()).isCompleted();
    }

    @Test
    void a_smaller_wish_is_served_past_a_larger_one() {
        Place large = enter("large", 0, 10);
        Place small = enter("small", 0, 3);
        makeRoom(3);

        assertThat(small.turn()).isCompleted();
        assertThat(large.turn()).isNotDone();
    }

    @Test
    void a_timer_that_comes_early_by_the_clock_is_set_again() {
        List<Runnable> timers = new ArrayList<>();
        WaitingRoom other = new WaitingRoom(
                time,
                (delay, task) -> {
                    timers.add(task);
                    return () -> timers.remove(task);
                },
                10);
        assertThat(other.enter(new Visitor("guest", 0, 1, () -> {}))).isPresent();
        assertThat(timers).as("for the known instant and for the deadline").hasSize(2);
        timers.remove(1).run();
        timers.remove(0).run();

        assertThat(timers).as("neither has come yet").hasSize(2);
    }

    @Test
    void many_equal_guests_are_asked_for_one_by_one() {
        for (int i = 0; i < 1_000; i++) {
            enter("guest", 0, 1);
        }
        int before = asked;
        makeRoom(1);

        assertThat(asked - before)
                .as("the one who is served and the first who is not")
                .isEqualTo(2);
    }

    @Test
    void a_wait_of_hours_ends_at_the_instant_though_clock_and_timer_drift_apart() {
        List<Duration> delays = new ArrayList<>();
        List<Runnable> timers = new ArrayList<>();
        AtomicLong asleep = new AtomicLong();
        WaitingRoom other = new WaitingRoom(
                new TimeSource() {
                    @Override
                    public Instant now() {
                        return time.now().plusMillis(asleep.get());
                    }

                    @Override
                    public long nanoTime() {
                        return time.nanoTime();
                    }
                },
                (delay, task) -> {
                    delays.add(delay);
                    timers.add(task);
                    return () -> {};
                },
                10);
        servesAt = start + 8 * 3_600_000;
        Visitor guest = new Visitor("guest", 0, 1, () -> {});
        guest.deadline = Duration.ofHours(9);
        Place place = other.enter(guest).orElseThrow();
        int askedAtEntry = asked;
        assertThat(delays.get(0)).isEqualTo(Duration.ofHours(4));

        // The machine slept: its clock goes on, its timers do not.
        time.set(time.now().plus(delays.get(0)));
        asleep.set(3_600_000);
        timers.get(0).run();
        assertThat(asked).as("a leg asks nobody").isEqualTo(askedAtEntry);
        assertThat(delays.get(2)).isEqualTo(Duration.ofMinutes(90));
        room.set(1);
        for (int leg = 2; !place.turn().isDone(); leg++) {
            time.set(time.now().plus(delays.get(leg)));
            timers.get(leg).run();
        }

        assertThat(time.now().plusMillis(asleep.get()).toEpochMilli()).isEqualTo(servesAt);
        assertThat(delays).hasSizeLessThan(20);
    }

    @Test
    void who_cannot_be_served_before_the_deadline_any_more_is_told_at_once() {
        Place first = enter("first", 0, 1);
        Place second = enter("second", 0, 1);
        assertThat(first.turn()).isNotDone();
        servesAt = start + 100_000;
        waitingRoom.roomMade();

        assertThat(List.of(first.turn(), second.turn())).allMatch(CompletableFuture::isDone);
        assertThat(served).isEmpty();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void who_can_wait_longer_than_another_still_waits() {
        Visitor patient = new Visitor("patient", 0, 1, () -> {});
        patient.deadline = Duration.ofSeconds(200);
        Place waits = waitingRoom.enter(patient).orElseThrow();
        Place gone = enter("gone", 0, 1);
        servesAt = start + 150_000;
        waitingRoom.roomMade();

        assertThat(gone.turn()).isCompleted();
        assertThat(waits.turn()).isNotDone();
    }

    @Test
    void a_flood_for_one_name_turns_nobody_away_who_asks_for_another() {
        WaitingRoom small = new WaitingRoom(time, time, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(small.enter(new Visitor("flood", 0, 1, () -> {}))).isPresent();
        }
        Visitor other = new Visitor("other", 0, 1, () -> {});
        other.name = "another name";

        assertThat(small.enter(new Visitor("flood", 0, 1, () -> {}))).isEmpty();
        assertThat(small.enter(other)).isPresent();
        assertThat(small.size()).isEqualTo(3);
    }

    @Test
    void guests_of_several_names_and_kinds_are_served_in_one_order() {
        for (int i = 0; i < 30; i++) {
            Visitor visitor = new Visitor("guest " + i, i / 10 == 1 ? 0 : 1, 1, () -> {});
            visitor.name = "name " + i % 3;
            visitor.kind = "kind " + i % 7;
            assertThat(waitingRoom.enter(visitor)).isPresent();
        }
        makeRoom(30);

        List<Integer> order = new ArrayList<>();
        IntStream.range(10, 20).forEach(order::add);
        IntStream.range(0, 10).forEach(order::add);
        IntStream.range(20, 30).forEach(order::add);
        assertThat(served)
                .containsExactlyElementsOf(order.stream().map(i -> "guest " + i).toList());
    }

    @Test
    void ten_thousand_guests_are_drained_with_hardly_more_questions_than_guests() {
        SplittableRandom random = new SplittableRandom(7);
        waiting(10_000, () -> random.nextInt(1, 1_000));
        asked = 0;
        askedWhen = 0;
        int rounds = 0;
        while (waitingRoom.size() > 0) {
            makeRoom(1_000);
            rounds++;
        }

        assertThat(served).hasSize(10_000);
        assertThat(rounds).isBetween(3_000, 10_000);
        assertThat(asked)
                .as("who is served, and about a dozen in vain in each round")
                .isLessThan(10_000 + 17 * rounds);
        assertThat(askedWhen).as("once in a round").isLessThanOrEqualTo(rounds);
    }

    @Test
    void guests_that_each_wish_for_less_than_the_one_before_cost_no_more_and_lose_no_room() {
        AtomicInteger tokens = new AtomicInteger(1_001);
        waiting(1_000, tokens::decrementAndGet);
        asked = 0;
        makeRoom(10);

        assertThat(asked).isLessThan(50);
        assertThat(room.get()).as("what is left is less than anyone wishes for").isLessThan(5);
    }

    private void waiting(int guests, IntSupplier tokens) {
        for (int i = 0; i < guests; i++) {
            enter("guest", 0, tokens.getAsInt());
        }
    }

    private Place enter(String name, int priority, long tokens) {
        return waitingRoom.enter(new Visitor(name, priority, tokens, () -> {})).orElseThrow();
    }

    private void enter(String name, int priority, long tokens, Duration deadline, Duration reply) {
        Visitor visitor = new Visitor(name, priority, tokens, () -> {});
        visitor.deadline = deadline;
        visitor.reply = reply;
        assertThat(waitingRoom.enter(visitor)).isPresent();
    }

    private void makeRoom(long amount) {
        room.addAndGet(amount);
        waitingRoom.roomMade();
    }

    /** Takes tokens of the one stock there is. */
    private final class Visitor implements Guest {
        private final String guest;
        private final int priority;
        private final long tokens;
        private final Runnable onAdmission;
        private Object name = "chat";
        private Object kind = "all the same";
        private Duration deadline = Duration.ofSeconds(100);
        private Duration reply = Duration.ZERO;

        Visitor(String name, int priority, long tokens, Runnable onAdmission) {
            this.guest = name;
            this.priority = priority;
            this.tokens = tokens;
            this.onAdmission = onAdmission;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public Wish wish() {
            return new Wish(name, kind, tokens);
        }

        @Override
        public long deadlineNanos() {
            return startNanos + deadline.toNanos();
        }

        @Override
        public long replyNanos() {
            return reply.toNanos();
        }

        @Override
        public boolean tryAdmit(long now) {
            asked++;
            if (room.get() < tokens) {
                return false;
            }
            room.addAndGet(-tokens);
            served.add(guest);
            onAdmission.run();
            return true;
        }

        @Override
        public long servesAt(long now) {
            askedWhen++;
            return servesAt;
        }

        @Override
        public long wakesAt(long now) {
            return servesAt;
        }

        @Override
        public void giveBack(long now) {
            room.addAndGet(tokens);
        }
    }
}
