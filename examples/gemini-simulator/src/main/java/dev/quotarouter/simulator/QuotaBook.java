package dev.quotarouter.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The use of one model by one project, in all windows at once: a call takes from every window or from none.
 *
 * <p>Thread-safe by one short lock. The clock is read once per decision and inside the lock, so that the instants of
 * decisions are in the order of the decisions.
 */
final class QuotaBook {
    /** Google: answers with a second when a request can never fit. */
    private static final Duration HINT_WHEN_NOTHING_HELPS = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final boolean refusedCallsCount;
    private final MinuteWindow requests;
    private final MinuteWindow inputTokens;
    private final DayCount day = new DayCount();
    private final ReentrantLock lock = new ReentrantLock();
    private Limits limits;

    QuotaBook(Limits limits, BookRules rules, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        refusedCallsCount = rules.refusedCallsCount();
        requests = rules.minute().open();
        inputTokens = rules.minute().open();
    }

    /** Lets a call of so many input tokens pass and books it, or says which windows are full. */
    Admission admit(long tokens) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Admission decision = decide(now, tokens);
            if (decision instanceof Admission.Admitted || refusedCallsCount) {
                take(now, 1, tokens);
            }
            return decision;
        } finally {
            lock.unlock();
        }
    }

    /** Books what others than the simulator's clients use of the project. */
    void spend(long calls, long tokens) {
        lock.lock();
        try {
            take(clock.instant(), calls, tokens);
        } finally {
            lock.unlock();
        }
    }

    /** Changes the limits; what was used stays used. */
    void limits(Limits limits) {
        lock.lock();
        try {
            this.limits = limits;
        } finally {
            lock.unlock();
        }
    }

    Limits limits() {
        lock.lock();
        try {
            return limits;
        } finally {
            lock.unlock();
        }
    }

    private Admission decide(Instant now, long tokens) {
        List<Admission.Violation> violations = new ArrayList<>();
        Duration retryIn = Duration.ZERO;
        for (QuotaWindow window : QuotaWindow.values()) {
            OptionalLong limit = window.limit(limits);
            if (limit.isEmpty()) {
                continue;
            }
            Duration wait = untilRoom(window, now, limit.getAsLong(), tokens);
            if (!wait.isZero()) {
                violations.add(new Admission.Violation(window, limit.getAsLong()));
                retryIn = wait.compareTo(retryIn) > 0 ? wait : retryIn;
            }
        }
        return violations.isEmpty()
                ? new Admission.Admitted(now)
                : new Admission.Refused(now, List.copyOf(violations), retryIn);
    }

    private Duration untilRoom(QuotaWindow window, Instant now, long limit, long tokens) {
        long demand = window == QuotaWindow.INPUT_TOKENS_PER_MINUTE ? tokens : 1;
        if (demand > limit || limit == 0) {
            return HINT_WHEN_NOTHING_HELPS;
        }
        return switch (window) {
            case REQUESTS_PER_MINUTE -> Duration.ofNanos(requests.nanosUntilRoom(nanos(now), limit, demand));
            case INPUT_TOKENS_PER_MINUTE -> Duration.ofNanos(inputTokens.nanosUntilRoom(nanos(now), limit, demand));
            case REQUESTS_PER_DAY -> day.untilRoom(now, limit);
        };
    }

    private void take(Instant now, long calls, long tokens) {
        if (limits.rpm().isPresent()) {
            requests.take(nanos(now), calls);
        }
        if (limits.tpm().isPresent()) {
            inputTokens.take(nanos(now), tokens);
        }
        day.take(now, calls);
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
