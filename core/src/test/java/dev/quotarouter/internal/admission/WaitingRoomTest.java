package dev.quotarouter.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.internal.admission.WaitingRoom.Guest;
import dev.quotarouter.internal.admission.WaitingRoom.Place;
import dev.quotarouter.internal.admission.WaitingRoom.Wish;
import dev.quotarouter.internal.quota.QuotaPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
    private long servesAt = QuotaPool.NEVER;
    private int asked;

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
        assertThat(timers).hasSize(1);
        timers.remove(0).run();

        assertThat(timers).as("the guest still has a deadline").hasSize(1);
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

    private Place enter(String name, int priority, long tokens) {
        return waitingRoom.enter(new Visitor(name, priority, tokens, () -> {})).orElseThrow();
    }

    private void makeRoom(long amount) {
        room.addAndGet(amount);
        waitingRoom.roomMade();
    }

    /** Takes tokens of the one stock there is. */
    private final class Visitor implements Guest {
        private final String name;
        private final int priority;
        private final long tokens;
        private final Runnable onAdmission;

        Visitor(String name, int priority, long tokens, Runnable onAdmission) {
            this.name = name;
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
            return new Wish(room, Set.of(), tokens);
        }

        @Override
        public long deadline(long now) {
            return start + 100_000;
        }

        @Override
        public boolean tryAdmit(long now) {
            asked++;
            if (room.get() < tokens) {
                return false;
            }
            room.addAndGet(-tokens);
            served.add(name);
            onAdmission.run();
            return true;
        }

        @Override
        public long servesAt(long now) {
            return servesAt;
        }

        @Override
        public void giveBack(long now) {
            room.addAndGet(tokens);
        }
    }
}
