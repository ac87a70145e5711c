package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.INPUT_TOKENS;
import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;

import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The quota that a project has of one model, whatever key or alias it is used through.
 *
 * <p>Room is taken from every window at once or from none, under one short lock that covers nothing but arithmetic. What
 * selection compares is read without it, from a summary. Instants are milliseconds since 1970, given by the caller, who reads
 * the clock once for a whole decision. Thread-safe.
 */
public final class QuotaPool {
    /** An instant that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    // A refusal right after midnight, before any success, rather means that our clock runs ahead of the provider's.
    private static final long CLOCK_SKEW_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long CLOCK_SKEW_PAUSE_MILLIS = Duration.ofSeconds(30).toMillis();
    // Google sends seconds with a spent day, too; only a delay of more than some minutes can be the day's true end.
    private static final Duration SHORTEST_DAY_DELAY = Duration.ofMinutes(5);
    private static final double MEAN_WEIGHT = 0.1;

    private final ReentrantLock lock = new ReentrantLock();
    private final RollingMinute minute = new RollingMinute();
    private final CalendarDay day;
    private final Window[] windows = new Window[PoolSummary.WINDOWS];
    private final PoolSummary summary = new PoolSummary();
    private long latest = Long.MIN_VALUE;
    private long closedUntil;
    private boolean servedToday;
    private double meanTokens = 1;

    /**
     * A pool that nothing has been used of.
     *
     * @param limits what is known of it
     * @param zone at whose midnight the day ends
     * @param now the present
     */
    public QuotaPool(QuotaLimits limits, ZoneId zone, long now) {
        day = new CalendarDay(zone);
        put(REQUESTS, MINUTE, limits.rpm());
        put(INPUT_TOKENS, MINUTE, limits.tpm());
        put(REQUESTS, DAY, limits.rpd());
        put(INPUT_TOKENS, DAY, OptionalLong.empty());
        lock.lock();
        try {
            advance(now);
            publish();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes room for one request from every window, or from none.
     *
     * @return whether the reservation now holds it
     */
    public boolean tryReserve(Reservation reservation, long tokens, long now) {
        lock.lock();
        try {
            long present = advance(now);
            if (present < closedUntil) {
                return false;
            }
            for (Window window : windows) {
                if (!window.admits(tokens, present)) {
                    return false;
                }
            }
            reservation.open(this, minute.reserve(present, tokens), day.reserve(tokens), tokens);
            publish();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether a request of so many tokens would find room, and if not, why} */
    public Availability availability(long tokens, long now) {
        refresh(now);
        return summary.availability(tokens, now);
    }

    /** {@return the fuller of the minute's shares, requests or tokens; 0 to 1} */
    public double minuteUtilization() {
        return summary.minuteUtilization();
    }

    /** {@return how much of what the minute could still carry until the reset the day can pay for; 0 to 1} */
    public double daySlack(long now) {
        return summary.daySlack(now);
    }

    /** {@return what was used and reserved of the dimension over the span} */
    public long taken(QuotaDimension dimension, QuotaSpan span) {
        return summary.taken(dimension, span);
    }

    /** {@return the tokens of the largest request that fits into every window} */
    public long largestRequest() {
        return summary.largestRequest();
    }

    /** {@return when a request of so many tokens will find room, as far as is known now; {@link #NEVER} if it cannot} */
    public long roomAt(long tokens, long now) {
        lock.lock();
        try {
            long present = advance(now);
            long at = Math.max(present, closedUntil);
            for (Window window : windows) {
                at = Math.max(at, roomAt(window, tokens, present));
            }
            return at;
        } finally {
            lock.unlock();
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
        lock.lock();
        try {
            long present = advance(now);
            boolean news = false;
            for (QuotaViolation violation : violations) {
                Window window = windows[PoolSummary.index(violation.dimension(), violation.span())];
                violation.limit().ifPresent(limit -> learnLimit(window, limit));
                boolean wasOpen = present >= window.fullUntil();
                switch (violation.span()) {
                    case MINUTE -> refuseMinute(window, retryAfter, present);
                    case DAY -> refuseDay(window, reservation, retryAfter, present);
                }
                news |= wasOpen && present < window.fullUntil();
            }
            publish();
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** Notes the true limits that the provider named, without calling a window full. */
    public void learn(List<QuotaViolation> violations, long now) {
        lock.lock();
        try {
            for (QuotaViolation violation : violations) {
                Window window = windows[PoolSummary.index(violation.dimension(), violation.span())];
                violation.limit().ifPresent(limit -> learnLimit(window, limit));
            }
            advance(now);
            publish();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the pool until the next daily reset: then it is looked at again.
     *
     * @return whether it was open, so that the news is told once
     */
    public boolean close(long now) {
        lock.lock();
        try {
            boolean news = advance(now) >= closedUntil;
            closedUntil = day.endsAt();
            publish();
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how full each window is that has a limit, has been used, or was declared full} */
    public List<WindowUsage> usage(long now) {
        lock.lock();
        try {
            long present = advance(now);
            List<WindowUsage> usage = new ArrayList<>();
            for (Window window : windows) {
                if (window.limit() != Window.UNKNOWN || window.taken() > 0 || window.fullUntil() > present) {
                    usage.add(usage(window, present));
                }
            }
            return List.copyOf(usage);
        } finally {
            lock.unlock();
        }
    }

    void settle(Reservation reservation, long actual, long now) {
        lock.lock();
        try {
            minute.settle(reservation.bucket(), reservation.estimate(), actual);
            day.settle(reservation.day(), reservation.estimate(), actual);
            meanTokens += MEAN_WEIGHT * (actual - meanTokens);
            servedToday |= reservation.day() == day.startsAt();
            advance(now);
            publish();
        } finally {
            lock.unlock();
        }
    }

    void keep(Reservation reservation, long now) {
        lock.lock();
        try {
            minute.settle(reservation.bucket(), reservation.estimate(), reservation.estimate());
            day.settle(reservation.day(), reservation.estimate(), reservation.estimate());
            advance(now);
            publish();
        } finally {
            lock.unlock();
        }
    }

    void refund(Reservation reservation, long now) {
        lock.lock();
        try {
            minute.refund(reservation.bucket(), reservation.estimate());
            day.refund(reservation.day(), reservation.estimate());
            advance(now);
            publish();
        } finally {
            lock.unlock();
        }
    }

    private void put(QuotaDimension dimension, QuotaSpan span, OptionalLong limit) {
        Tally tally = span == MINUTE ? minute.total() : day.total();
        windows[PoolSummary.index(dimension, span)] = new Window(dimension, span, tally, limit.orElse(Window.UNKNOWN));
        if (dimension == REQUESTS && span == MINUTE) {
            minute.sizeFor(limit.orElse(Window.UNKNOWN));
        }
    }

    private void learnLimit(Window window, long limit) {
        window.learnLimit(limit);
        if (window.dimension() == REQUESTS && window.span() == MINUTE) {
            minute.sizeFor(limit);
        }
    }

    private void refuseMinute(Window window, Optional<Duration> retryAfter, long now) {
        // Empty, if even the refused call outlasted its minute: then others used it up, and nobody knows when.
        boolean empty = minute.oldestLeavesAt() == NEVER;
        long askedFor = now + retryAfter.map(Duration::toMillis).orElse(empty ? RollingMinute.SPAN_MILLIS : 0L);
        window.fullUntil(empty ? askedFor : Math.max(askedFor, minute.oldestLeavesAt()));
    }

    private void refuseDay(Window window, Reservation reservation, Optional<Duration> retryAfter, long now) {
        if (reservation.day() != day.startsAt()) {
            return; // The call was made yesterday, and yesterday's quota is what it missed.
        }
        boolean clockMayBeAhead = !servedToday && now - day.startsAt() < CLOCK_SKEW_MILLIS;
        if (clockMayBeAhead) {
            window.fullUntil(now + CLOCK_SKEW_PAUSE_MILLIS);
        } else {
            Optional<Duration> trueEnd = retryAfter.filter(delay -> delay.compareTo(SHORTEST_DAY_DELAY) > 0);
            window.fullUntil(trueEnd.map(delay -> now + delay.toMillis()).orElse(day.endsAt()));
        }
    }

    private long roomAt(Window window, long tokens, long now) {
        if (window.tooSmallFor(tokens)) {
            return NEVER;
        }
        long excess = window.taken() + window.demand(tokens) - window.limit();
        if (excess <= 0) {
            return Math.max(now, window.fullUntil());
        }
        long freed = switch (window.span()) {
            case MINUTE -> minute.freesAt(window.dimension(), excess);
            case DAY -> day.endsAt();
        };
        return Math.max(freed, window.fullUntil());
    }

    private WindowUsage usage(Window window, long now) {
        long resetsAt = switch (window.span()) {
            case MINUTE -> minute.oldestLeavesAt();
            case DAY -> day.endsAt();
        };
        return new WindowUsage(
                window.dimension(),
                window.span(),
                window.taken() - window.reserved(),
                window.reserved(),
                window.limit() == Window.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(window.limit()),
                resetsAt == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(resetsAt)),
                window.fullUntil() > now ? Optional.of(Instant.ofEpochMilli(window.fullUntil())) : Optional.empty());
    }

    private void refresh(long now) {
        if (summary.isStale(now)) {
            lock.lock();
            try {
                advance(now);
                publish();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Brings the windows to the present, which never runs backwards. */
    private long advance(long now) {
        if (latest - now > RollingMinute.CLOCK_STEP_MILLIS && latest != Long.MIN_VALUE) {
            minute.shift(now - latest);
            for (Window window : windows) {
                window.shift(now - latest);
            }
            latest = now;
        }
        latest = Math.max(latest, now);
        long startOfDay = day.startsAt();
        minute.advance(latest);
        day.advance(latest);
        servedToday &= startOfDay == day.startsAt();
        return latest;
    }

    private void publish() {
        summary.publish(windows, minute, day, closedUntil, latest, meanTokens);
    }
}
