package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.Scheduler.Cancellation;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait while all who could serve them are busy: lower priority value first; then who has time enough for a
 * reply; then who came first.
 *
 * <p>Nobody polls. One timer stands at the earliest instant at which someone can be served, one at the earliest deadline; a
 * refund or a settlement starts a round as well. A {@link Round} hands room over in order: whoever is served holds his
 * reservation before he is woken. Rounds run one at a time, on the thread that caused them, holding no lock: who comes while
 * one runs only leaves word that another is due. Thread-safe.
 */
public final class WaitingRoom {
    private final TimeSource time;
    private final Scheduler scheduler;
    private final Queue queue;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger roundsDue = new AtomicInteger();
    // The past, once its alarm has come and the round that this causes has not ended.
    private volatile long nextRoundAt = QuotaPool.NEVER;
    private volatile boolean deadlineCame;
    private volatile @Nullable Supplier<? extends RuntimeException> closed;
    // Written within rounds only, which run one at a time.
    private @Nullable Alarm alarm;
    private Cancellation deadlineTimer = () -> {};
    private @Nullable Place deadlineOf;

    /**
     * An empty room.
     *
     * @param capacity how many may wait at once for each name that can be asked for
     */
    public WaitingRoom(TimeSource time, Scheduler scheduler, int capacity) {
        this.time = time;
        this.scheduler = scheduler;
        this.queue = new Queue(capacity);
    }

    /** From now on so many may wait for each name; those who wait already stay. */
    public void resize(int capacity) {
        queue.resize(capacity);
    }

    /** Who waits. The room calls a guest from one thread at a time. */
    public interface Guest {
        /** {@return the place in the queue: lower goes first; read at entry} */
        int priority();

        /** {@return what is wished; read at entry} */
        Wish wish();

        /** {@return until when the guest waits, by the clock that counts nanoseconds; read at entry} */
        long deadlineNanos();

        /** {@return how long a reply takes, as far as is known, in nanoseconds; 0 if nothing is; read at entry} */
        long replyNanos();

        /** Takes what a call needs, or nothing; {@return whether it was taken} */
        boolean tryAdmit(long now);

        /** {@return when the guest can be served, as far as is known now; the present if only a call under way has to end} */
        long servesAt(long now);

        /** {@return the same by the clock alone: never, if a call under way has to end} */
        long wakesAt(long now);

        /** Gives back what was taken: the guest had left. */
        void giveBack(long now);
    }

    /**
     * What decides whether a guest can be served.
     *
     * @param name what was asked for: as many may wait for each as the room has places
     * @param kind equal for guests that are served or not served alike, tokens apart
     * @param tokens how much room is needed
     */
    public record Wish(Object name, Object kind, long tokens) {}

    /** A guest's place in the queue. */
    public final class Place implements Comparable<Place> {
        private final Guest guest;
        private final Wish wish;
        private final int priority;
        private final long number;
        private final long deadlineNanos;
        private final long lateNanos;
        // Changed within rounds only, which run one at a time, while the place stands in no line.
        private volatile boolean late;
        private final CompletableFuture<Void> turn = new CompletableFuture<>();

        private Place(Guest guest, long number) {
            this.guest = guest;
            this.wish = guest.wish();
            this.priority = guest.priority();
            this.number = number;
            this.deadlineNanos = guest.deadlineNanos();
            this.lateNanos = deadlineNanos - guest.replyNanos();
        }

        /** {@return completed when the guest has been served, or cannot be in time; exceptionally when the room is closed} */
        public CompletableFuture<Void> turn() {
            return turn;
        }

        /**
         * Gives the place up.
         *
         * @return whether the guest left before its turn: if not, it holds what the room handed over
         */
        public boolean leave() {
            turn.cancel(false);
            queue.remove(this);
            // Whoever was sent away meanwhile was handed nothing, either.
            return turn.isCompletedExceptionally();
        }

        @Override
        public int compareTo(Place other) {
            int byPriority = Integer.compare(priority, other.priority);
            int byTime = Boolean.compare(late, other.late);
            return byPriority != 0 ? byPriority : byTime != 0 ? byTime : Long.compare(number, other.number);
        }

        Guest guest() {
            return guest;
        }

        Wish wish() {
            return wish;
        }

        long tokens() {
            return wish.tokens();
        }

        long number() {
            return number;
        }

        long deadlineNanos() {
            return deadlineNanos;
        }

        /** {@return from when on a reply would hardly come in time, by the clock that counts nanoseconds} */
        long lateNanos() {
            return lateNanos;
        }

        /** From now on whoever has time enough goes first. */
        void setLate() {
            late = true;
        }

        /** {@return whether the guest waits no longer} */
        boolean isOver() {
            return turn.isDone();
        }

        /** It is the guest's turn, or it has no use in waiting any longer. */
        void call(long now, boolean admitted) {
            queue.remove(this);
            if (!turn.complete(null) && admitted) {
                guest.giveBack(now);
            }
        }

        void sendAway(Throwable reason) {
            turn.completeExceptionally(reason);
            queue.remove(this);
        }
    }

    /** Takes a place for the guest; {@return the place; empty if the room is full for what it asks} */
    public Optional<Place> enter(Guest guest) {
        Place place = new Place(guest, numbers.getAndIncrement());
        if (!queue.add(place)) {
            return Optional.empty();
        }
        // After it was added: either we see the end here, or close() sees the place.
        Supplier<? extends RuntimeException> reason = closed;
        if (reason != null) {
            place.sendAway(reason.get());
            return Optional.of(place);
        }
        // Room may have been made between the guest's own look and its entry.
        serve();
        return Optional.of(place);
    }

    /** Room was made, or may have been: whoever can be served is served. */
    public void roomMade() {
        if (queue.size() > 0) {
            serve();
        }
    }

    /** Serves those whose instant has come, so that a newcomer does not overtake them. */
    public void serveDue(long now) {
        if (now >= nextRoundAt) {
            serve();
        }
    }

    /** Sends everyone away, each with a reason of his own, and whoever comes later, too. */
    public void close(Supplier<? extends RuntimeException> reason) {
        closed = reason;
        queue.all().forEach(place -> place.sendAway(reason.get()));
        serve(); // With nobody left, the timers go, too.
    }

    /** {@return why nobody is served any more; empty as long as the room is open} */
    public Optional<RuntimeException> closedFor() {
        Supplier<? extends RuntimeException> reason = closed;
        return reason == null ? Optional.empty() : Optional.of(reason.get());
    }

    /** {@return how many wait} */
    public int size() {
        return queue.size();
    }

    private void serve() {
        if (roundsDue.getAndIncrement() > 0) {
            return; // The one who is at it will make another round.
        }
        int seen;
        do {
            seen = roundsDue.get();
            roundOrNone();
        } while (roundsDue.addAndGet(-seen) > 0);
    }

    // A round that threw would be the last one: all who come later rely on it.
    private void roundOrNone() {
        try {
            long now = time.epochMillis();
            setAlarm(new Round(queue, now, time.nanoTime()).run());
            setDeadlineTimer();
        } catch (RuntimeException | Error e) {
            // Without a timer nobody would ever wake those who wait.
            nextRoundAt = QuotaPool.NEVER;
            queue.all().forEach(place -> place.sendAway(e));
        }
    }

    private void setAlarm(long next) {
        Alarm before = alarm;
        if (before != null && before.at() == next && !before.isSpent()) {
            return;
        }
        if (before != null) {
            before.cancel();
        }
        nextRoundAt = next;
        alarm = next == QuotaPool.NEVER ? null : Alarm.at(next, time, scheduler, this::alarmCame);
    }

    // The alarm is spent, even where the clock, set back meanwhile, says that it came early.
    private void alarmCame() {
        nextRoundAt = Long.MIN_VALUE;
        serve();
    }

    private void setDeadlineTimer() {
        Place earliest = earliest();
        if (earliest == deadlineOf && !deadlineCame) {
            return;
        }
        deadlineTimer.cancel();
        deadlineCame = false;
        deadlineOf = earliest;
        deadlineTimer = earliest == null
                ? () -> {}
                : scheduler.schedule(Duration.ofNanos(earliest.deadlineNanos() - time.nanoTime()), this::deadlineCame);
    }

    private void deadlineCame() {
        deadlineCame = true;
        serve();
    }

    private @Nullable Place earliest() {
        Place earliest = null;
        for (Line line : queue.lines()) {
            Place first = queue.earliest(line);
            boolean earlier =
                    first != null && (earliest == null || first.deadlineNanos() - earliest.deadlineNanos() < 0);
            earliest = earlier ? first : earliest;
        }
        return earliest;
    }
}
