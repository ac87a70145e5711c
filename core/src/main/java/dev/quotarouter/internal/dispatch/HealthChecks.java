package dev.quotarouter.internal.dispatch;

import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.internal.load.Load;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.Scheduler.Cancellation;
import dev.quotarouter.time.TimeSource;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after deployments of which nothing has been heard for a while: asks their provider what it says of the model, which
 * costs no quota, so that dead keys and closed models are found before a chat meets them.
 *
 * <p>Traffic itself is the best check: whoever is heard of is left alone. Each look comes by chance a little before its time,
 * so that many do not go in step. An answer that says nothing of key and model, and no answer, count as silence.
 *
 * <p>One timer stands at the next look. Its task knows these checks only weakly: a router that is forgotten without being
 * closed is not held by it, and its looks end. Thread-safe.
 */
public final class HealthChecks {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    // The least part of an interval between two looks.
    private static final double EARLIEST = 0.8;

    private final Duration interval;
    private final Books books;
    private final WaitingRoom waitingRoom;
    private final TimeSource time;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    // Touched by the one who starts, then by one tick after the other.
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private volatile Cancellation timer = () -> {};
    private volatile boolean closed;

    /**
     * What is looked after: deployments of one key and model, which have one answer in common.
     *
     * @param slots the deployments; the first one's way is used
     * @param timeout how long a look may take
     */
    public record Target(List<Slot> slots, Duration timeout) {
        /** Copies the list. */
        public Target {
            slots = List.copyOf(slots);
        }
    }

    /** When a target is looked at, by the clock that counts nanoseconds. */
    private record Due(Target target, long at) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.signum(at - other.at); // Nanoseconds may overflow.
        }
    }

    /** Comes back to the checks as long as somebody else still has them. */
    private record Tick(WeakReference<HealthChecks> checks) implements Runnable {
        @Override
        public void run() {
            HealthChecks alive = checks.get();
            if (alive != null) {
                alive.tick();
            }
        }
    }

    /** Checks that have not begun. */
    public HealthChecks(
            Duration interval,
            Books books,
            WaitingRoom waitingRoom,
            TimeSource time,
            Scheduler scheduler,
            RandomGenerator random) {
        this.interval = interval;
        this.books = books;
        this.waitingRoom = waitingRoom;
        this.time = time;
        this.scheduler = scheduler;
        this.random = random;
    }

    /** {@return whether the same deployments are looked after in the same way, whatever else is said of them} */
    public static boolean areAlike(List<Target> some, List<Target> others) {
        return some.stream()
                .map(HealthChecks::identity)
                .toList()
                .equals(others.stream().map(HealthChecks::identity).toList());
    }

    private static List<Object> identity(Target target) {
        return Stream.concat(Stream.of(target.timeout), target.slots.stream().flatMap(HealthChecks::books))
                .toList();
    }

    // Whose project another one is has the same load, and other books to be found ill in.
    private static Stream<Object> books(Slot slot) {
        return Stream.of(slot.id(), slot.load(), slot.key(), slot.project(), slot.pool());
    }

    /** Begins: the first looks are spread over one interval. To be called once. */
    public void start(List<Target> targets) {
        long nanos = time.nanoTime();
        targets.forEach(target -> dues.add(new Due(target, nanos + part(random.nextDouble()))));
        setTimer(nanos);
    }

    /** Ends: nobody is looked at any more. Idempotent. */
    public void close() {
        closed = true;
        timer.cancel();
    }

    private void tick() {
        long nanos = time.nanoTime();
        for (Due due = dues.peek(); due != null && due.at - nanos <= 0 && !closed; due = dues.peek()) {
            dues.remove();
            long silent = silentFor(due.target);
            boolean looks = silent >= (long) (EARLIEST * interval.toMillis()) && isOpen(due.target);
            if (looks) {
                look(due.target);
            }
            long heardNanos = looks ? nanos : nanos - Math.max(0, Math.min(silent, interval.toMillis())) * 1_000_000;
            long next = heardNanos + part(EARLIEST + (1 - EARLIEST) * random.nextDouble());
            dues.add(new Due(due.target, next - nanos > 0 ? next : nanos + part(EARLIEST)));
        }
        setTimer(nanos);
    }

    private void setTimer(long nanos) {
        Due next = dues.peek();
        if (next == null || closed) {
            return;
        }
        timer = scheduler.schedule(Duration.ofNanos(Math.max(1, next.at - nanos)), new Tick(new WeakReference<>(this)));
        if (closed) {
            timer.cancel(); // It was closed just before there was this timer.
        }
    }

    private long part(double share) {
        return (long) (share * interval.toNanos());
    }

    // A clock that was set back has heard of nobody in the future.
    private long silentFor(Target target) {
        long now = time.epochMillis();
        long heardAt = Load.NEVER;
        for (Slot slot : target.slots) {
            heardAt = Math.max(heardAt, slot.load().heardAt());
        }
        return heardAt == Load.NEVER || heardAt > now ? Long.MAX_VALUE : now - heardAt;
    }

    // Of what is shut or closed the verdict is known.
    private boolean isOpen(Target target) {
        Slot slot = target.slots.get(0);
        boolean closed = slot.pool().availability(0, time.epochMillis()) == Availability.POOL_CLOSED;
        return !slot.key().isShut() && !slot.project().isShut() && !closed;
    }

    private void look(Target target) {
        CompletableFuture<Lookup<ModelInfo>> answer = null;
        try {
            answer = target.slots.get(0).connection().model(target.timeout);
        } catch (RuntimeException | LinkageError e) {
            log.debug("{} could not be looked at", target.slots.get(0), e);
        }
        // Without an answer, as without this check, all looks would end with this one.
        if (answer != null) {
            CompletableFuture<?> unused = answer.whenComplete((lookup, thrown) -> judge(target, lookup));
        }
    }

    private void judge(Target target, @Nullable Lookup<ModelInfo> lookup) {
        long now = time.epochMillis();
        Failure failure = lookup instanceof Lookup.Failed<ModelInfo> failed ? failed.failure() : null;
        if (closed || lookup == null || (failure != null && !tells(failure))) {
            log.debug("nothing was heard of {}: {}", target.slots.get(0), failure);
            return;
        }
        for (Slot slot : target.slots) {
            if (failure != null) {
                books.foundIll(slot, failure, now);
            }
            slot.load().heard(now); // Last: whoever sees this sees what was heard.
        }
        if (failure != null) {
            waitingRoom.roomMade(); // Whoever waits for nobody else is told.
        }
    }

    /** {@return whether the failure says something of key, project or model} */
    private static boolean tells(Failure failure) {
        return failure.sent()
                && switch (Verdict.on(failure.kind()).blame()) {
                    case KEY, PROJECT, POOL, NAME -> true;
                    case WINDOWS, REQUEST_IN_POOL, DEPLOYMENT, ABILITY, REQUEST_ON_MODEL, NOBODY -> false;
                };
    }
}
