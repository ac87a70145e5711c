package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.Scheduler.Cancellation;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait while all who could serve them are busy: lower priority value first, then who came first.
 *
 * <p>Nobody polls. One timer stands at the earliest instant at which someone can be served or must give up; a refund or a
 * settlement starts a round as well. A round goes through the guests in order and hands room over: whoever is served holds his
 * reservation before he is woken. Rounds run one at a time, on the thread that caused them, holding no lock: who comes while
 * one runs only leaves word that another is due. Thread-safe.
 */
public final class WaitingRoom {
    private final TimeSource time;
    private final Scheduler scheduler;
    private final int capacity;
    private final ConcurrentSkipListSet<Place> places =
            new ConcurrentSkipListSet<>(Comparator.comparingInt(Place::priority).thenComparingLong(Place::number));
    private final AtomicInteger occupied = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger roundsDue = new AtomicInteger();
    // The past, once its timer has come and the round that this causes has not ended.
    private volatile long nextRoundAt = QuotaPool.NEVER;
    // Written within rounds only, which run one at a time.
    private Cancellation timer = () -> {};
    private volatile @Nullable Supplier<? extends RuntimeException> closed;

    /**
     * An empty room.
     *
     * @param capacity how many may wait at once
     */
    public WaitingRoom(TimeSource time, Scheduler scheduler, int capacity) {
        this.time = time;
        this.scheduler = scheduler;
        this.capacity = capacity;
    }

    /** Who waits. The room calls a guest from one thread at a time. */
    public interface Guest {
        /** {@return the place in the queue: lower goes first} */
        int priority();

        /** {@return what is wished; guests with equal wishes are served or not served alike, tokens apart} */
        Wish wish();

        /** {@return until when the guest waits, by the clock that says now; a clock that was set moves it} */
        long deadline(long now);

        /** Takes what a call needs, or nothing; {@return whether it was taken} */
        boolean tryAdmit(long now);

        /** {@return when the guest can be served, as far as is known now} */
        long servesAt(long now);

        /** Gives back what was taken: the guest had left. */
        void giveBack(long now);
    }

    /**
     * What decides whether a guest can be served.
     *
     * @param owner what the wish is compared within: a route, or the guest itself if it is unlike all others
     * @param capabilities what the model must be able to do
     * @param tokens how much room is needed
     */
    public record Wish(Object owner, Set<?> capabilities, long tokens) {}

    /** A guest's place in the queue. */
    public final class Place {
        private final Guest guest;
        private final long number;
        private final CompletableFuture<Void> turn = new CompletableFuture<>();

        private Place(Guest guest, long number) {
            this.guest = guest;
            this.number = number;
        }

        /** {@return completed when the guest has been served or its time is up; exceptionally when the room is closed} */
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
            free(this);
            // Whoever was sent away meanwhile was handed nothing, either.
            return turn.isCompletedExceptionally();
        }

        private int priority() {
            return guest.priority();
        }

        private long number() {
            return number;
        }
    }

    /** Takes a place for the guest; {@return the place; empty if the room is full} */
    public Optional<Place> enter(Guest guest) {
        if (occupied.incrementAndGet() > capacity) {
            occupied.decrementAndGet();
            return Optional.empty();
        }
        Place place = new Place(guest, numbers.getAndIncrement());
        places.add(place);
        // After it was added: either we see the end here, or close() sees the place.
        Supplier<? extends RuntimeException> reason = closed;
        if (reason != null) {
            sendAway(place, reason.get());
            return Optional.of(place);
        }
        // Room may have been made between the guest's own look and its entry.
        serve();
        return Optional.of(place);
    }

    /** Room was made, or may have been: whoever can be served is served. */
    public void roomMade() {
        if (!places.isEmpty()) {
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
        places.forEach(place -> sendAway(place, reason.get()));
        serve(); // With nobody left, the timer goes, too.
    }

    /** {@return why nobody is served any more; empty as long as the room is open} */
    public Optional<RuntimeException> closedFor() {
        Supplier<? extends RuntimeException> reason = closed;
        return reason == null ? Optional.empty() : Optional.of(reason.get());
    }

    /** {@return how many wait} */
    public int size() {
        return occupied.get();
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
            round(time.epochMillis());
        } catch (RuntimeException | Error e) {
            // Without a timer nobody would ever wake those who wait.
            nextRoundAt = QuotaPool.NEVER;
            places.forEach(place -> sendAway(place, e));
        }
    }

    private void round(long now) {
        Map<Wish, Long> unserved = new HashMap<>();
        long next = QuotaPool.NEVER;
        for (Place place : places) {
            try {
                next = Math.min(next, attend(place, unserved, now));
            } catch (RuntimeException | Error e) {
                sendAway(place, e); // Foreign code broke for this guest: the others are served all the same.
            }
        }
        setTimer(next, now);
    }

    /** {@return when the guest is to be seen again; {@link QuotaPool#NEVER} if it waits no longer} */
    private long attend(Place place, Map<Wish, Long> unserved, long now) {
        Guest guest = place.guest;
        if (place.turn.isDone()) {
            free(place);
            return QuotaPool.NEVER;
        }
        if (now >= guest.deadline(now)) {
            wake(place, now, false);
            return QuotaPool.NEVER;
        }
        if (isHopeless(guest.wish(), unserved)) {
            return guest.deadline(now);
        }
        if (guest.tryAdmit(now)) {
            wake(place, now, true);
            return QuotaPool.NEVER;
        }
        unserved.merge(kind(guest.wish()), guest.wish().tokens(), Math::min);
        return Math.min(guest.deadline(now), guest.servesAt(now));
    }

    // Where a smaller wish of the same kind found no room in this round, a larger one need not be tried.
    private static boolean isHopeless(Wish wish, Map<Wish, Long> unserved) {
        Long smallest = unserved.get(kind(wish));
        return smallest != null && wish.tokens() >= smallest;
    }

    private static Wish kind(Wish wish) {
        return new Wish(wish.owner(), wish.capabilities(), 0);
    }

    private void wake(Place place, long now, boolean admitted) {
        free(place);
        if (!place.turn.complete(null) && admitted) {
            place.guest.giveBack(now);
        }
    }

    private void sendAway(Place place, Throwable reason) {
        place.turn.completeExceptionally(reason);
        free(place);
    }

    private void free(Place place) {
        if (places.remove(place)) {
            occupied.decrementAndGet();
        }
    }

    // The timer is spent, even where the clock, set back meanwhile, says that it came early.
    private void timeCame() {
        nextRoundAt = Long.MIN_VALUE;
        serve();
    }

    private void setTimer(long next, long now) {
        if (next == nextRoundAt && next > now) {
            return;
        }
        timer.cancel();
        nextRoundAt = next;
        timer = next == QuotaPool.NEVER
                ? () -> {}
                : scheduler.schedule(Duration.ofMillis(Math.max(1, next - now)), this::timeCame);
    }
}
