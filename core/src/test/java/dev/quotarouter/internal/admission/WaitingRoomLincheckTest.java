package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.admission.WaitingRoom.Guest;
import dev.quotarouter.internal.admission.WaitingRoom.Place;
import dev.quotarouter.internal.admission.WaitingRoom.Wish;
import dev.quotarouter.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Whatever threads come, leave and make room in whatever order: when all is quiet nobody waits who could be served, and no
 * room was lost or handed out twice.
 *
 * <p>Who is served by whose round depends on the order, and is free to: what is checked is what is left in the end.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class WaitingRoomLincheckTest {
    // A few seconds with every build; -Dlincheck.thoroughness=50 for a night.
    private static final int THOROUGHNESS = Integer.getInteger("lincheck.thoroughness", 1);

    private final WaitingRoom waitingRoom = new WaitingRoom(new StandingTime(), (delay, task) -> () -> {}, 100);
    private final AtomicLong stock = new AtomicLong();
    private final AtomicLong made = new AtomicLong();
    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();

    private record Entry(Visitor visitor, Place place) {}

    @Test
    void every_interleaving_of_a_few_steps_leaves_nobody_waiting_for_nothing() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(1)
                .actorsPerThread(1)
                .actorsAfter(0)
                .iterations(10 * THOROUGHNESS)
                .invocationsPerIteration(30)
                .verifier(EpsilonVerifier.class)
                .check(WaitingRoomLincheckTest.class);
    }

    @Test
    void threads_that_run_as_they_like_leave_nobody_waiting_for_nothing() {
        new StressOptions()
                .threads(3)
                .actorsBefore(0)
                .actorsPerThread(2)
                .actorsAfter(0)
                .iterations(15 * THOROUGHNESS)
                .invocationsPerIteration(300)
                .verifier(EpsilonVerifier.class)
                .check(WaitingRoomLincheckTest.class);
    }

    /** A small wish comes. */
    @Operation
    public void enterSmall() {
        enter(1);
    }

    /** A large wish comes. */
    @Operation
    public void enterLarge() {
        enter(2);
    }

    /** Room is made for one small wish. */
    @Operation
    public void makeRoom() {
        made.incrementAndGet();
        stock.incrementAndGet();
        waitingRoom.roomMade();
    }

    /** The first one that is still here leaves. */
    @Operation
    public void leave() {
        Entry first = entries.poll();
        if (first != null && !first.place.leave()) {
            // It holds what was handed over, and has no use for it.
            first.visitor.giveBack(0);
            waitingRoom.roomMade();
        }
    }

    private void enter(long tokens) {
        Visitor visitor = new Visitor(tokens);
        waitingRoom.enter(visitor).ifPresent(place -> entries.add(new Entry(visitor, place)));
    }

    /** Called when all threads have ended. In plain words: what a checker says of itself would be looked into as well. */
    @Validate
    public void nobodyWaitsForNothing() {
        long held = 0;
        int waiting = 0;
        long smallest = Long.MAX_VALUE;
        for (Entry entry : entries) {
            held += entry.visitor.held.get();
            if (!entry.place.turn().isDone()) {
                waiting++;
                smallest = Math.min(smallest, entry.visitor.tokens);
            }
            require(entry.visitor.admissions.get() <= 1, "somebody was served twice");
        }
        require(stock.get() + held == made.get(), "room was lost, or handed out twice");
        require(waitingRoom.size() == waiting, "the room does not know who waits");
        require(stock.get() < smallest, "somebody waits who could be served");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Nothing here depends on time. */
    private record StandingTime() implements TimeSource {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }

    /** Takes from the one stock there is. */
    private final class Visitor implements Guest {
        private final long tokens;
        private final AtomicLong held = new AtomicLong();
        private final AtomicInteger admissions = new AtomicInteger();

        Visitor(long tokens) {
            this.tokens = tokens;
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public Wish wish() {
            return new Wish("name", "kind", tokens);
        }

        @Override
        public long deadlineNanos() {
            return 1_000_000_000L;
        }

        @Override
        public long replyNanos() {
            return 0;
        }

        @Override
        public boolean tryAdmit(long now) {
            long before = stock.get();
            while (before >= tokens) {
                if (stock.compareAndSet(before, before - tokens)) {
                    held.addAndGet(tokens);
                    admissions.incrementAndGet();
                    return true;
                }
                before = stock.get();
            }
            return false;
        }

        @Override
        public long servesAt(long now) {
            return now + 500;
        }

        @Override
        public long wakesAt(long now) {
            return now + 500;
        }

        @Override
        public void giveBack(long now) {
            stock.addAndGet(held.getAndSet(0));
        }
    }
}
