package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
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
import dev.quotarouter.routing.Refusal;
import dev.quotarouter.store.Admission;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one request, from start to end, and does nothing else: no call, no waiting.
 *
 * <p>A driver asks {@link #next()} what to do, does it, and tells what came of it: after a {@link Step.Reserve} by
 * {@link #reserved}, after a {@link Step.Call} by {@link #completed}, {@link #failed} or {@link #opened}, after a {@link
 * Step.Wait} by asking again. Not thread-safe; while it waits, the waiting room may admit it, and the
 * driver leaves it alone.
 */
final class RoutingSession implements WaitingRoom.Guest {
    private final ChatRequest request;
    private final Route route;
    private final Selector selector;
    private final AttemptPolicy policy;
    private final Books books;
    private final TimeSource time;

    private ChatRequest base;
    private ChatRequest asked;
    private Demand demand;
    private final Tried tried = new Tried();
    private final Selection selection;
    private final AttemptLog attempts;
    private final boolean streaming;
    private final RetryAccount retries;
    private final Deadline deadline;
    private int mostRetries;
    private boolean chosen;
    private boolean asksAgain;
    private boolean admitted;
    private boolean cutShort;
    private @Nullable Step ending;

    /** Requests of one kind are served or not served alike, tokens apart. */
    private record Kind(Route route, Set<?> capabilities, Object tried, boolean asksAgain) {}

    RoutingSession(
            ChatRequest request,
            boolean streaming,
            Route route,
            Selector selector,
            AttemptPolicy policy,
            RetryBudget budget,
            Books books,
            TimeSource time) {
        this.request = request;
        this.route = route;
        this.selector = selector;
        this.policy = policy;
        this.books = books;
        this.time = time;
        this.streaming = streaming;
        this.base = request;
        this.asked = request;
        this.demand = Demand.of(request);
        this.attempts = new AttemptLog(time);
        this.selection = selector.selectionFor(route, streaming);
        this.mostRetries = policy.retries();
        long nanos = time.nanoTime();
        this.retries = new RetryAccount(budget, nanos);
        this.deadline = new Deadline(time, policy.deadline(request.deadline(), route.longestTimeout()), nanos);
    }

    /** {@return what to do next} */
    Step next() {
        if (ending != null) {
            return ending;
        }
        long nanos = time.nanoTime();
        long remaining = deadline.left(nanos);
        if (chosen) {
            return callOrGiveBack(remaining, nanos);
        }
        long now = time.epochMillis();
        if (attempts.size() > mostRetries) {
            return end(attemptsUsedUp(now));
        }
        if (retries.isSpent(nanos)) {
            return end(Endings.budgetSpent(request.model(), attempts.all()));
        }
        if (remaining > 0 && tryChoose(now)) {
            return callOrGiveBack(remaining, nanos);
        }
        long at = servesAt(now);
        if (remaining > 0 && at < deadline.at(now)) {
            return new Step.Wait(Instant.ofEpochMilli(at));
        }
        return end(tooLate(at, now, remaining));
    }

    /**
     * The usage store was asked for the room of the coming call.
     *
     * @param refused why the call must not be made; empty if it may
     * @return whether the room is still held: if not, the request goes elsewhere
     */
    boolean reserved(Optional<Admission.Refused> refused) {
        admitted = true;
        if (refused.isPresent()) {
            long now = time.epochMillis();
            giveBack(now);
            selection.slot().pool().takenByOthers(refused.get().windows(), now);
        }
        return chosen;
    }

    /** The call brought a whole reply: {@return what the caller gets} */
    ChatResponse completed(ChatResponse response) {
        return completed(response, response.usage());
    }

    /**
     * The stream has come to its end: {@return what the caller gets}
     *
     * @param response the whole reply, over all its fragments
     * @param usage what the last fragment cost
     */
    ChatResponse completed(ChatResponse response, TokenUsage usage) {
        chosen = false;
        retries.helped();
        books.completed(selection, estimate(), usage, attempts.elapsed(), time.epochMillis());
        attempts.succeeded(selection);
        return response.toBuilder().attempts(attempts.all()).build();
    }

    /** The call, or the opening of the stream, failed. */
    void failed(Failure failure) {
        long now = time.epochMillis();
        FailureKind kind = note(failure, now);
        Verdict verdict = Verdict.on(kind);
        retries.failed(kind);
        mostRetries = Math.max(mostRetries, policy.retriesOnSame(kind, 0));
        switch (verdict.next()) {
            case GIVE_UP -> end(Endings.givenUp(kind, failure.message(), attempts.all()));
            case FAIL_OVER, FAIL_OVER_OR_REPEAT ->
                exclude(
                        verdict,
                        policy.againAt(kind, verdict, attempts.failures(selection.slot(), kind), failure, now));
        }
        if (kind == FailureKind.SIGNATURE_REJECTED) {
            base = Signatures.without(base);
            ask(Signatures.without(asked));
        }
    }

    /** The stream is open. What it holds stays held until it ends. */
    void opened() {
        chosen = false;
        cutShort = false;
        retries.helped();
        books.opened(selection, attempts.elapsed(), time.epochMillis());
    }

    /**
     * The stream broke after its first chunk.
     *
     * @param partial what has arrived of the reply, over all its fragments
     * @param usage what the last fragment is known to have cost
     * @return whether the driver shall go on for the rest: by asking {@link #next()} again
     */
    boolean broke(Failure failure, ChatResponse partial, TokenUsage usage) {
        books.settleKnown(selection, usage, time.epochMillis());
        failed(failure);
        if (ending != null || !request.continueBrokenStream()) {
            return false;
        }
        Optional<ChatRequest> rest = Continuation.of(base, partial);
        rest.ifPresent(this::ask);
        if (request.deadline().isEmpty()) {
            // The time that nobody asked to be bounded was spent on reading.
            deadline.startAgain(time.nanoTime());
        }
        return rest.isPresent();
    }

    /** The reader left an open stream: what is known of its cost is settled. */
    void left(TokenUsage usage) {
        books.settleKnown(selection, usage, time.epochMillis());
        note(Failure.of(FailureKind.CANCELLED, "the reader closed the stream"), time.epochMillis());
    }

    /** The waiting room was full. */
    void turnedAway() {
        long now = time.epochMillis();
        end(Endings.queueFull(request.model(), nextRequestServedAt(now), survey(now), attempts.all()));
    }

    /** The caller is gone: what is held for a call that will not be made goes back. */
    void abandon() {
        if (chosen) {
            giveBack(time.epochMillis());
        }
    }

    /** {@return the calls made so far} */
    List<Attempt> attempts() {
        return attempts.all();
    }

    @Override
    public int priority() {
        return request.priority();
    }

    @Override
    public WaitingRoom.Wish wish() {
        Kind kind = new Kind(route, demand.capabilities(), tried.asValue(time.epochMillis()), asksAgain);
        return new WaitingRoom.Wish(route, kind, demand.tokens());
    }

    @Override
    public long deadlineNanos() {
        return deadline.nanos();
    }

    @Override
    public long replyNanos() {
        // A stream has time enough if it begins in time.
        return streaming ? 0 : route.mostReplyNanos();
    }

    @Override
    public boolean tryAdmit(long now) {
        chosen = selector.select(route, demand, tried, now, selection)
                || (asksAgain && selector.selectAgain(route, demand, tried, now, selection));
        admitted = !books.ledger().isKept();
        return chosen;
    }

    @Override
    public long servesAt(long now) {
        long at = selector.servesAt(route, demand, tried, now);
        return asksAgain ? Math.min(at, selector.servesAgainAt(route, demand, tried, now)) : at;
    }

    @Override
    public long wakesAt(long now) {
        long at = selector.wakesAt(route, demand, tried, now);
        return asksAgain ? Math.min(at, selector.wakesAgainAt(route, demand, tried, now)) : at;
    }

    @Override
    public void giveBack(long now) {
        chosen = false;
        books.givenBack(selection, now);
    }

    private boolean tryChoose(long now) {
        asksAgain = false;
        if (tryAdmit(now)) {
            return true;
        }
        asksAgain = !tried.isEmpty() && selector.servesAt(route, demand, tried, now) >= deadline.at(now);
        return asksAgain && tryAdmit(now);
    }

    private Step callOrGiveBack(long remaining, long nanos) {
        if (remaining <= 0) {
            return giveBackAndEnd(Endings.deadlinePassed(request.model(), attempts.all()));
        }
        if (!admitted) {
            return new Step.Reserve(books.ledger(), selection);
        }
        if (!retries.tryDraw(nanos)) {
            return giveBackAndEnd(Endings.budgetSpent(request.model(), attempts.all()));
        }
        return call(remaining);
    }

    private Step call(long remaining) {
        Slot slot = selection.slot();
        Duration left = Duration.ofNanos(remaining);
        // A stream may go on for as long as it says something, unless its caller has set a deadline.
        Duration most =
                streaming ? request.deadline().map(deadline -> left).orElse(AttemptPolicy.LONGEST) : slot.timeout();
        cutShort = left.compareTo(streaming ? slot.streamTimeout() : most) < 0;
        Duration timeout = left.compareTo(most) < 0 && !streaming ? left : most;
        attempts.begin();
        return new Step.Call(slot, new ChatCall(asked, slot.modelBooks().profile(), timeout), left);
    }

    private OptionalLong estimate() {
        return demand.isAllKnown()
                ? OptionalLong.of(demand.tokens(selection.slot().provider()))
                : OptionalLong.empty();
    }

    private FailureKind note(Failure failure, long now) {
        FailureKind kind = Meaning.of(failure, selection.reservation().estimate());
        chosen = false;
        boolean nobody = kind == FailureKind.TIMEOUT && isOwnDeadline();
        Verdict verdict = Verdict.on(nobody ? FailureKind.CANCELLED : kind);
        books.failed(selection, failure, kind, verdict, attempts.elapsed(), now);
        attempts.failed(selection, kind, failure.message());
        return kind;
    }

    // The caller's own impatience blames no deployment.
    private boolean isOwnDeadline() {
        return cutShort || (streaming && request.deadline().isPresent() && deadline.left(time.nanoTime()) <= 0);
    }

    private void ask(ChatRequest next) {
        asked = next;
        demand = Demand.of(next);
    }

    private void exclude(Verdict verdict, long again) {
        // What a model cannot do it cannot do the next time either.
        tried.add(selection.slot(), verdict.blame() == Verdict.Blame.ABILITY ? QuotaPool.NEVER : again);
        if (verdict.blame() == Verdict.Blame.REQUEST_ON_MODEL) {
            route.slots().stream()
                    .filter(slot -> slot.modelBooks() == selection.slot().modelBooks())
                    .forEach(slot -> tried.add(slot, QuotaPool.NEVER));
        }
    }

    // Where it was quota alone, and nobody has any left, the caller wants to know until when.
    private RouterException attemptsUsedUp(long now) {
        long at = nextRequestServedAt(now);
        return Endings.onlyQuotaFailed(attempts.all()) && at > now
                ? Endings.nobodyInTime(request.model(), at, survey(now), attempts.all())
                : Endings.attemptsUsedUp(request.model(), attempts.all());
    }

    private RouterException tooLate(long at, long now, long remaining) {
        boolean deadlineCameFirst = remaining <= 0 && (attempts.size() > 0 || at <= now);
        return deadlineCameFirst
                ? Endings.deadlinePassed(request.model(), attempts.all())
                : Endings.nobodyInTime(request.model(), nextRequestServedAt(now), survey(now), attempts.all());
    }

    // Whoever gets the exception will come back with a new request, for which nobody has failed yet.
    private long nextRequestServedAt(long now) {
        return selector.servesAt(route, Demand.of(request), new Tried(), now);
    }

    private List<Refusal> survey(long now) {
        return selector.survey(route, demand, tried, now);
    }

    private Step giveBackAndEnd(RouterException exception) {
        giveBack(time.epochMillis());
        ending = new Step.Failed(exception, true);
        return ending;
    }

    private Step end(RouterException exception) {
        ending = new Step.Failed(exception, false);
        return ending;
    }
}
