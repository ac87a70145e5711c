package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.REQUESTS;

import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.store.Admission;
import dev.quotarouter.store.KnownLimits;
import dev.quotarouter.store.PoolKnowledge;
import dev.quotarouter.store.PoolMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The quota that a project has of one model, whatever key or alias it is used through.
 *
 * <p>Room is taken from every window at once or from none, under one short lock that covers nothing but arithmetic. What
 * selection compares is read without it, from a summary. Instants are milliseconds since 1970, given by the caller, who reads
 * the clock once for a whole decision. A pool that turns out to be the same quota as another goes on in that one's books.
 * Thread-safe.
 */
public final class QuotaPool {
    /** An instant that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final PoolBooks books;
    private final PoolSummary summary = new PoolSummary();
    private final LongSupplier clock;
    private volatile @Nullable QuotaPool heir;
    private @Nullable SharedProjects projects;
    // Changed by the one who declares; one at a time does.
    private volatile QuotaLimits declared;
    private volatile QuotaRules rules;

    /**
     * A pool that nothing has been used of.
     *
     * @param limits what is declared of it
     * @param rules how it counts
     * @param clock tells the present, where a caller's reading may be an old one
     */
    public QuotaPool(QuotaLimits limits, QuotaRules rules, LongSupplier clock) {
        this.books = new PoolBooks(limits, rules);
        this.clock = clock;
        this.declared = limits;
        this.rules = rules;
        lock.lock();
        try {
            books.advance(clock.getAsLong());
            books.publish(summary);
        } finally {
            lock.unlock();
        }
    }

    /** From now on refusals that nothing else explains may show that two projects are one. Called before the pool is used. */
    void watchedBy(SharedProjects projects) {
        this.projects = projects;
    }

    /**
     * From now on other limits and rules hold; what is counted stays counted, and what was learned of a limit that is declared as
     * before stays believed. The zone of the day does not change. Called by one thread at a time.
     */
    public void declare(QuotaLimits limits, QuotaRules rules) {
        if (limits.equals(declared) && rules.equals(this.rules)) {
            return;
        }
        declared = limits;
        this.rules = rules;
        QuotaPool pool = lockCurrent();
        try {
            pool.books.advance(clock.getAsLong());
            pool.books.declare(limits, rules);
            pool.publish();
        } finally {
            pool.lock.unlock();
        }
    }

    /**
     * Takes room for one request from every window, or from none.
     *
     * @return whether the reservation now holds it
     */
    public boolean tryReserve(Reservation reservation, long tokens, long now) {
        QuotaPool pool = lockCurrent();
        try {
            long present = pool.books.advance(pool.present(now));
            boolean reserved = pool.books.tryReserve(this, reservation, tokens, present);
            if (reserved) {
                pool.publish();
            }
            return reserved;
        } finally {
            pool.lock.unlock();
        }
    }

    /** {@return whether a request of so many tokens would find room, and if not, why} */
    public Availability availability(long tokens, long now) {
        return summary(now).hasRoom(tokens, now) ? Availability.AVAILABLE : reason(tokens, now);
    }

    private Availability reason(long tokens, long now) {
        return readAsTheyAre(books -> books.availability(tokens, now));
    }

    /** {@return what can be read of it at the instant} A pool that goes on in another one's books shows that one's. */
    public PoolSummary summary(long now) {
        return summary.isStale(now) ? refreshed(now) : summary;
    }

    /** {@return the fuller of the minute's shares, requests or tokens; 0 to 1} */
    public double minuteUtilization() {
        return current().summary.minuteUtilization();
    }

    /** {@return how much of what the minute could still carry until the reset the day can pay for; 0 to 1} */
    public double daySlack(long now) {
        return new DaySlack().at(now).of(current().summary);
    }

    /** {@return what was used and reserved of the dimension over the span} */
    public long taken(QuotaDimension dimension, QuotaSpan span) {
        return current().summary.taken(dimension, span);
    }

    /** {@return the requests used and reserved in the current minute} */
    public long requestsThisMinute() {
        return current().summary.requestsThisMinute();
    }

    /** {@return the requests used and reserved in the current day} */
    public long requestsToday() {
        return current().summary.requestsToday();
    }

    /** {@return the tokens of the largest request that fits into every window} */
    public long largestRequest() {
        return current().summary.largestRequest();
    }

    /** {@return when a request of so many tokens will find room, as far as is known now; {@link #NEVER} if it cannot} */
    public long roomAt(long tokens, long now) {
        QuotaPool pool = lockCurrent();
        try {
            return pool.books.roomAt(tokens, pool.books.advance(pool.present(now)));
        } finally {
            pool.lock.unlock();
        }
    }

    /**
     * Notes that the provider refused a call for quota.
     *
     * @param reservation what the call held; still open
     * @param violations the windows it named
     * @param retryAfter how long it asked to wait
     * @return whether a window was open that is full now, so that the news is told once
     */
    public boolean refuse(
            Reservation reservation, List<QuotaViolation> violations, Optional<Duration> retryAfter, long now) {
        List<Shortfall> shortfalls = new ArrayList<>();
        boolean news = changed(
                now, (books, present) -> books.refuse(reservation, violations, retryAfter, present, shortfalls));
        SharedProjects watcher = projects;
        if (watcher != null) {
            shortfalls.stream()
                    .filter(shortfall -> shortfall.dimension() == REQUESTS)
                    .forEach(shortfall -> watcher.explain(this, shortfall, now));
        }
        return news;
    }

    /** Notes the true limits that the provider named, without calling a window full. */
    public void learn(List<QuotaViolation> violations, long now) {
        change(now, (books, present) -> books.learn(violations, present));
    }

    /**
     * Closes the pool until the next daily reset: then it is looked at again.
     *
     * @return whether it was open, so that the news is told once
     */
    public boolean close(long now) {
        return changed(now, PoolBooks::close);
    }

    /** {@return how full each window is that has a limit, has been used, or was declared full} */
    public List<WindowUsage> usage(long now) {
        return read(now, PoolBooks::usage);
    }

    /** {@return the limits that are known, declared or named} */
    public KnownLimits limits() {
        return readAsTheyAre(PoolBooks::limits);
    }

    /** {@return what is to be remembered of what refusals have taught} */
    public PoolKnowledge knowledge(long now) {
        return read(now, PoolBooks::knowledge);
    }

    /** Goes on from what was remembered. Called before the pool is used. */
    public void recall(PoolMemory memory, long now) {
        change(now, (books, present) -> books.recall(memory));
    }

    /** Others have used what a store of all of them says, and left no room. */
    public void takenByOthers(List<Admission.FullWindow> full, long now) {
        change(now, (books, present) -> books.takenByOthers(full, present));
    }

    void settle(Reservation reservation, long actual, long now) {
        QuotaPool pool = lockCurrent();
        try {
            pool.books.advance(pool.present(now));
            pool.books.settle(reservation, actual);
            pool.publish();
        } finally {
            pool.lock.unlock();
        }
    }

    void keep(Reservation reservation, long now) {
        change(now, (books, present) -> books.keep(reservation));
    }

    void refused(Reservation reservation, long now) {
        change(now, (books, present) -> books.refuse(reservation));
    }

    void refund(Reservation reservation, long now) {
        change(now, (books, present) -> books.refund(reservation));
    }

    /** {@return what the provider has admitted of the window's requests, or may have} */
    long used(QuotaSpan span, long now) {
        return read(now, (books, present) -> books.used(REQUESTS, span));
    }

    /** {@return what the provider has surely admitted of the window's requests: no call that is under way} */
    long admitted(QuotaSpan span, long now) {
        return read(now, (books, present) -> books.admitted(REQUESTS, span));
    }

    /** For so many milliseconds so many of the window's requests are ours, and then all of them. */
    void hold(QuotaSpan span, long amount, long millis, long now) {
        change(now, (books, present) -> books.hold(REQUESTS, span, amount, millis, present));
    }

    /** {@return whether the two turned out to be one and go on in the same books} */
    public boolean isOneWith(QuotaPool other) {
        return current() == other.current();
    }

    /** From now on this pool goes on in the other's books. Called by one thread at a time: only it holds two locks. */
    void join(QuotaPool other) {
        QuotaPool mine = current();
        QuotaPool heirOfBoth = other.current();
        if (mine == heirOfBoth) {
            return;
        }
        mine.lock.lock();
        heirOfBoth.lock.lock();
        try {
            long present = clock.getAsLong();
            mine.books.advance(present);
            heirOfBoth.books.advance(present);
            heirOfBoth.books.absorb(mine.books);
            heirOfBoth.publish();
            mine.heir = heirOfBoth;
            mine.summary.retire();
        } finally {
            heirOfBoth.lock.unlock();
            mine.lock.unlock();
        }
    }

    private void publish() {
        books.publish(summary);
    }

    private PoolSummary refreshed(long now) {
        QuotaPool known = current();
        if (!known.summary.isStale(now)) {
            return known.summary;
        }
        QuotaPool pool = lockCurrent();
        try {
            pool.books.advance(pool.present(now));
            pool.publish();
            return pool.summary;
        } finally {
            pool.lock.unlock();
        }
    }

    // A thread that was held up between reading the clock and coming here is no clock that was set back.
    private long present(long now) {
        return books.isAheadOf(now) ? Math.max(now, clock.getAsLong()) : now;
    }

    private QuotaPool current() {
        QuotaPool pool = this;
        for (QuotaPool next = pool.heir; next != null; next = pool.heir) {
            pool = next;
        }
        return pool;
    }

    /** What is done with the books as of the present. */
    private interface Look<T> {
        T at(PoolBooks books, long present);
    }

    /** What is changed in the books as of the present. */
    private interface Change {
        void to(PoolBooks books, long present);
    }

    private <T> T readAsTheyAre(Function<PoolBooks, T> look) {
        QuotaPool pool = lockCurrent();
        try {
            return look.apply(pool.books);
        } finally {
            pool.lock.unlock();
        }
    }

    private <T> T read(long now, Look<T> look) {
        QuotaPool pool = lockCurrent();
        try {
            return look.at(pool.books, pool.books.advance(pool.present(now)));
        } finally {
            pool.lock.unlock();
        }
    }

    private <T> T changed(long now, Look<T> change) {
        QuotaPool pool = lockCurrent();
        try {
            T result = change.at(pool.books, pool.books.advance(pool.present(now)));
            pool.publish();
            return result;
        } finally {
            pool.lock.unlock();
        }
    }

    private void change(long now, Change change) {
        boolean unused = changed(now, (books, present) -> {
            change.to(books, present);
            return true;
        });
    }

    /** Locks the pool whose books are current; {@return it} */
    private QuotaPool lockCurrent() {
        QuotaPool pool = current();
        pool.lock.lock();
        while (pool.heir != null) {
            QuotaPool next = pool.current();
            pool.lock.unlock();
            pool = next;
            pool.lock.lock();
        }
        return pool;
    }
}
