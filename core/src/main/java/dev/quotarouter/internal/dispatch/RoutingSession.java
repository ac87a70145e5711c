package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Tried;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.routing.Refusal;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one request, from start to end, and does nothing else: no call, no waiting.
 *
 * <p>A driver asks {@link #next()} what to do, does it, and tells what came of it: after a {@link Step.Call} by {@link
 * #record}, after a {@link Step.Wait} by asking again. Not thread-safe; while it waits, the waiting room may admit it, and the
 * driver leaves it alone.
 */
final class RoutingSession implements WaitingRoom.Guest {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ChatRequest request;
    private final Route route;
    private final Selector selector;
    private final AttemptPolicy policy;
    private final Books books;
    private final TimeSource time;

    private final Demand demand;
    private final Tried tried = new Tried();
    private final Selection selection;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private final long deadlineNanos;
    private int mostRetries;
    private boolean chosen;
    private boolean cutShort;
    private long startedAt;
    private long startedNanos;
    private @Nullable Step ending;

    RoutingSession(
            ChatRequest request, Route route, Selector selector, AttemptPolicy policy, Books books, TimeSource time) {
        this.request = request;
        this.route = route;
        this.selector = selector;
        this.policy = policy;
        this.books = books;
        this.time = time;
        this.demand = Demand.of(request);
        this.selection = selector.selectionFor(route);
        this.mostRetries = policy.retries();
        Duration whole = policy.deadline(request.deadline(), route.longestTimeout());
        this.deadlineNanos = time.nanoTime() + whole.toNanos();
    }

    /** {@return what to do next} */
    Step next() {
        if (ending != null) {
            return ending;
        }
        long remaining = deadlineNanos - time.nanoTime();
        if (chosen) {
            return remaining > 0 ? call(remaining) : giveBackAndEnd();
        }
        if (attempts.size() > mostRetries) {
            return end(Endings.attemptsUsedUp(request.model(), attempts));
        }
        long now = time.epochMillis();
        if (remaining > 0 && tryAdmit(now)) {
            return call(remaining);
        }
        long at = servesAt(now);
        if (remaining > 0 && at < deadline(now)) {
            return new Step.Wait(Instant.ofEpochMilli(at));
        }
        return end(tooLate(at, now, remaining));
    }

    /** Takes note of how the call ended that the last step asked for. */
    void record(Outcome outcome) {
        long now = time.epochMillis();
        chosen = false;
        if (outcome instanceof Outcome.Completed completed) {
            completed(completed.response(), now);
        } else {
            failed(((Outcome.Failed) outcome).failure(), now);
        }
    }

    /** The waiting room was full. */
    void turnedAway() {
        long now = time.epochMillis();
        end(Endings.queueFull(request.model(), nextRequestServedAt(now), survey(now), attempts));
    }

    /** The caller is gone: what is held for a call that will not be made goes back. */
    void abandon() {
        if (chosen) {
            giveBack(time.epochMillis());
        }
    }

    /** {@return the calls made so far} */
    List<Attempt> attempts() {
        return attempts;
    }

    @Override
    public int priority() {
        return request.priority();
    }

    @Override
    public WaitingRoom.Wish wish() {
        // Whoever has failed somewhere is served differently from all others.
        Object owner = tried.isEmpty() ? route : this;
        return new WaitingRoom.Wish(owner, demand.capabilities(), demand.tokens());
    }

    @Override
    public long deadline(long now) {
        // Rounded up: when the room says that it has come, it has.
        return now + Math.max(0, (deadlineNanos - time.nanoTime() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    @Override
    public boolean tryAdmit(long now) {
        chosen = selector.select(route, demand, tried, now, selection)
                || (mayOnlyAskAgain(now) && selector.selectAgain(route, demand, tried, now, selection));
        return chosen;
    }

    @Override
    public long servesAt(long now) {
        long at = selector.servesAt(route, demand, tried, now);
        return at < deadline(now) ? at : Math.min(at, selector.servesAgainAt(route, demand, tried, now));
    }

    @Override
    public void giveBack(long now) {
        chosen = false;
        selection.giveBack(now);
    }

    private boolean mayOnlyAskAgain(long now) {
        return !tried.isEmpty() && selector.servesAt(route, demand, tried, now) >= deadline(now);
    }

    private Step call(long remaining) {
        Slot slot = selection.slot();
        Duration left = Duration.ofNanos(remaining);
        cutShort = left.compareTo(slot.timeout()) < 0;
        Duration timeout = cutShort ? left : slot.timeout();
        startedAt = time.epochMillis();
        startedNanos = time.nanoTime();
        return new Step.Call(slot, new ChatCall(request, slot.modelBooks().profile(), timeout));
    }

    private void completed(ChatResponse response, long now) {
        books.completed(selection, response, now);
        attempts.add(attempt(Optional.empty(), ""));
        ending = new Step.Done(response.toBuilder().attempts(attempts).build());
    }

    private void failed(Failure failure, long now) {
        FailureKind kind = meaning(failure);
        Verdict verdict = Verdict.on(kind);
        boolean ownDeadline = cutShort && kind == FailureKind.TIMEOUT;
        books.failed(selection, failure, kind, ownDeadline ? Verdict.on(FailureKind.CANCELLED) : verdict, now);
        attempts.add(attempt(Optional.of(kind), failure.message()));
        int repeats = policy.retriesOnSame(kind, verdict.repeats());
        mostRetries = Math.max(mostRetries, policy.retriesOnSame(kind, 0));
        switch (verdict.next()) {
            case GIVE_UP -> end(Endings.givenUp(kind, failure.message(), attempts));
            case FAIL_OVER, FAIL_OVER_OR_REPEAT -> exclude(verdict, againAt(kind, repeats, failure, now));
        }
    }

    private void exclude(Verdict verdict, long again) {
        tried.add(selection.slot(), again);
        if (verdict.blame() == Verdict.Blame.REQUEST_ON_MODEL) {
            route.slots().stream()
                    .filter(slot -> slot.modelBooks() == selection.slot().modelBooks())
                    .forEach(slot -> tried.add(slot, QuotaPool.NEVER));
        }
    }

    private long againAt(FailureKind kind, int allowed, Failure failure, long now) {
        String deployment = selection.slot().id();
        long used = attempts.stream()
                .filter(attempt -> attempt.deployment().equals(deployment)
                        && attempt.failure().equals(Optional.of(kind)))
                .count();
        if (used > allowed) {
            return QuotaPool.NEVER;
        }
        long asked = failure.retryAfter().map(Duration::toMillis).orElse(0L);
        return now + Math.max(asked, policy.retryAfter().toMillis());
    }

    // A minute that is smaller than this very request will never be large enough, whatever delay the provider names.
    private FailureKind meaning(Failure failure) {
        long tokens = selection.reservation().estimate();
        boolean neverFits = failure.kind() == FailureKind.MINUTE_QUOTA_EXHAUSTED
                && failure.violations().stream().anyMatch(violation -> isSmallerThan(tokens, violation));
        return neverFits ? FailureKind.LARGER_THAN_WINDOW : failure.kind();
    }

    private static boolean isSmallerThan(long tokens, QuotaViolation violation) {
        return violation.dimension() == QuotaDimension.INPUT_TOKENS
                && violation.limit().isPresent()
                && violation.limit().getAsLong() < tokens;
    }

    private Attempt attempt(Optional<FailureKind> failure, String message) {
        Slot slot = selection.slot();
        return new Attempt(
                slot.id(),
                slot.model(),
                Instant.ofEpochMilli(startedAt),
                Duration.ofNanos(time.nanoTime() - startedNanos),
                selection.reservation().estimate(),
                failure,
                message);
    }

    private RouterException tooLate(long at, long now, long remaining) {
        boolean deadlineCameFirst = remaining <= 0 && (!attempts.isEmpty() || at <= now);
        return deadlineCameFirst
                ? Endings.deadlinePassed(request.model(), attempts)
                : Endings.nobodyInTime(request.model(), nextRequestServedAt(now), survey(now), attempts);
    }

    // Whoever gets the exception will come back with a new request, for which nobody has failed yet.
    private long nextRequestServedAt(long now) {
        return selector.servesAt(route, demand, new Tried(), now);
    }

    private List<Refusal> survey(long now) {
        return selector.survey(route, demand, tried, now);
    }

    private Step giveBackAndEnd() {
        giveBack(time.epochMillis());
        return end(Endings.deadlinePassed(request.model(), attempts));
    }

    private Step end(RouterException exception) {
        ending = new Step.Failed(exception);
        return ending;
    }
}
