package dev.quotarouter.internal.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.internal.admission.WaitingRoom.Guest;
import dev.quotarouter.internal.admission.WaitingRoom.Place;
import dev.quotarouter.internal.admission.WaitingRoom.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The waiting room against the simplest thing that could be one: a list that is gone through from its beginning each time, by
 * hand, whenever anything has happened.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WaitingRoomModelTest {
    private static final int STEPS = 4_000;
    private static final int STOCKS = 3;

    private final ManualTime time = ManualTime.at("2026-03-03T20:00:00Z");
    private final WaitingRoom waitingRoom = new WaitingRoom(time, time, 1_000_000);

    /** What there is to be had, once for the room and once for the list. */
    private final long[] stocks = new long[STOCKS];

    private final long[] listed = new long[STOCKS];

    private final List<String> served = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final List<Visitor> waiting = new ArrayList<>();
    private int numbers;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void it_serves_whom_the_list_serves_in_the_same_order(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> come(step, random);
                case 4, 5, 6 -> makeRoom(random.nextInt(STOCKS), random.nextInt(1, 12));
                case 7 -> leave(random);
                default -> pass(Duration.ofMillis(random.nextInt(1, 400)));
            }

            assertThat(served).as("step %s of seed %s", step, seed).isEqualTo(expected);
            assertThat(waitingRoom.size()).as("step %s of seed %s", step, seed).isEqualTo(waiting.size());
            assertThat(stocks).isEqualTo(listed);
        }
        assertThat(served).hasSizeGreaterThan(STEPS / 10);
    }

    private void come(int step, SplittableRandom random) {
        Visitor visitor = new Visitor(
                "guest " + step,
                random.nextInt(3),
                random.nextInt(1, 10),
                random.nextInt(STOCKS),
                time.nanoTime() + Duration.ofMillis(random.nextInt(1, 3_000)).toNanos());
        visitor.place = waitingRoom.enter(visitor).orElseThrow();
        waiting.add(visitor);
        waiting.sort(Comparator.comparingInt(Visitor::priority).thenComparingInt(guest -> guest.number));
        goThroughTheList();
    }

    private void makeRoom(int stock, long amount) {
        stocks[stock] += amount;
        listed[stock] += amount;
        waitingRoom.roomMade();
        goThroughTheList();
    }

    private void leave(SplittableRandom random) {
        if (!waiting.isEmpty()) {
            Visitor one = waiting.remove(random.nextInt(waiting.size()));
            assertThat(requireNonNull(one.place).leave())
                    .as("it had not been served")
                    .isTrue();
        }
    }

    private void pass(Duration duration) {
        time.advance(duration);
        waiting.removeIf(visitor -> visitor.deadlineNanos - time.nanoTime() <= 0);
        goThroughTheList();
    }

    private void goThroughTheList() {
        for (Visitor visitor : List.copyOf(waiting)) {
            if (listed[visitor.stock] >= visitor.tokens) {
                listed[visitor.stock] -= visitor.tokens;
                expected.add(visitor.name);
                waiting.remove(visitor);
            }
        }
    }

    /** Takes tokens of one of the stocks, under one of several names and kinds. */
    private final class Visitor implements Guest {
        private final String name;
        private final int number;
        private final int priority;
        private final long tokens;
        private final int stock;
        private final long deadlineNanos;
        private @Nullable Place place;

        Visitor(String name, int priority, long tokens, int stock, long deadlineNanos) {
            this.name = name;
            this.number = numbers++;
            this.priority = priority;
            this.tokens = tokens;
            this.stock = stock;
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public Wish wish() {
            return new Wish(number % 4, List.of(stock, number % 2), tokens);
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public long replyNanos() {
            return 0;
        }

        @Override
        public boolean tryAdmit(long now) {
            if (stocks[stock] < tokens) {
                return false;
            }
            stocks[stock] -= tokens;
            served.add(name);
            return true;
        }

        @Override
        public long servesAt(long now) {
            return now; // At any moment: only a call under way has to end.
        }

        @Override
        public long wakesAt(long now) {
            return Long.MAX_VALUE;
        }

        @Override
        public void giveBack(long now) {
            throw new AssertionError("nobody leaves just as it is served: all is one thread");
        }
    }
}
