package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.error.StreamBrokenException;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.store.Admission;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    private final boolean streaming;
    private final Placement placement;
    private final Patience patience;
    private final AttemptAllowance allowance;
    private final RetryAccount retries;
    private final AttemptLog attempts;
    private final Impasse impasse;
    private final Deadline deadline;
    private final RequestStory story;
    private final TimeSource time;

    private ChatRequest base;
    private ChatRequest asked;
    private boolean admitted;
    private boolean cutShort;
    private @Nullable Step ending;

    RoutingSession(ChatRequest request, boolean streaming, Plans plans, RetryBudget budget, TimeSource time) {
        this.request = request;
        this.streaming = streaming;
        this.time = time;
        this.base = request;
        this.asked = request;
        this.placement = new Placement(request, streaming, plans);
        this.patience = Patience.of(request, streaming);
        AttemptPolicy policy = placement.plan().policy();
        this.allowance = new AttemptAllowance(request.routing().numRetries(), policy);
        this.attempts = new AttemptLog(time);
        this.impasse = new Impasse(request.model(), placement, attempts);
        long nanos = time.nanoTime();
        this.retries = new RetryAccount(budget, nanos);
        this.story = new RequestStory(request, streaming, attempts, books().news(), time, nanos);
        this.deadline = new Deadline(time, whole(policy), nanos);
    }

    /** {@return what to do next} */
    Step next() {
        if (ending != null) {
            return ending;
        }
        long nanos = time.nanoTime();
        story.goesOn(nanos);
        long remaining = deadline.left(nanos);
        if (placement.holds()) {
            return callOrGiveBack(remaining, nanos);
        }
        long now = time.epochMillis();
        if (allowance.isUsedUpBy(attempts.size())) {
            return end(impasse.attemptsUsedUp(now));
        }
        if (retries.isSpent(nanos)) {
            return end(impasse.budgetSpent());
        }
        if (remaining > 0 && tryTake(now)) {
            return callOrGiveBack(remaining, nanos);
        }
        if (placement.gone().isPresent()) {
            return end(placement.gone().get());
        }
        long at = servesAt(now);
        if (remaining > 0 && at < deadline.at(now)) {
            story.queued(priority(), Instant.ofEpochMilli(at), nanos, now);
            return new Step.Wait(Instant.ofEpochMilli(at));
        }
        return end(impasse.tooLate(at, now, remaining));
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
            selection().slot().pool().takenByOthers(refused.get().windows(), now);
        }
        return placement.holds();
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
        long now = time.epochMillis();
        placement.used();
        retries.helped();
        books().completed(selection(), placement.estimate(), usage, attempts.elapsed(), now);
        attempts.succeeded(selection());
        story.attempted(now);
        story.served(selection().slot(), usage, now);
        return response.toBuilder().attempts(attempts.all()).build();
    }

    /** The call, or the opening of the stream, failed. */
    void failed(Failure failure) {
        long now = time.epochMillis();
        FailureKind kind = note(failure, now);
        Verdict verdict = Verdict.on(kind);
        retries.failed(kind);
        AttemptPolicy policy = placement
                .plan()
                .policy()
                .with(placement.route().attempts(selection().slot()));
        allowance.failed(kind, policy);
        deadline.extendTo(whole(policy));
        long failures = attempts.failures(selection().slot(), kind);
        placement.exclude(verdict, policy.againAt(kind, verdict, failures, failure, now));
        boolean goesOn = placement.tryDetour(kind) || verdict.next() != Verdict.Next.GIVE_UP;
        if (!goesOn) {
            end(Endings.givenUp(kind, failure.message(), attempts.all()));
        }
        if (kind == FailureKind.SIGNATURE_REJECTED) {
            base = Signatures.without(base);
            ask(Signatures.without(asked));
        }
    }

    /** The stream is open. What it holds stays held until it ends. */
    void opened() {
        placement.used();
        cutShort = patience.isShortWith(selection().slot());
        retries.helped();
        story.firstChunkCame();
        books().opened(selection(), attempts.elapsed(), time.epochMillis());
    }

    /**
     * The stream broke after its first chunk.
     *
     * @param partial what has arrived of the reply, over all its fragments
     * @param usage what the last fragment is known to have cost
     * @return whether the driver shall go on for the rest: by asking {@link #next()} again
     */
    boolean broke(Failure failure, ChatResponse partial, TokenUsage usage) {
        books().settleKnown(selection(), usage, time.epochMillis());
        failed(failure);
        if (ending != null || !request.continueBrokenStream()) {
            story.failed(StreamBrokenException.class.getSimpleName());
            return false;
        }
        Optional<ChatRequest> rest = Continuation.of(base, partial);
        rest.ifPresent(this::ask);
        if (request.deadline().isEmpty()) {
            // The time that nobody asked to be bounded was spent on reading.
            deadline.startAgain(time.nanoTime());
        }
        if (rest.isEmpty()) {
            story.failed(StreamBrokenException.class.getSimpleName());
        }
        return rest.isPresent();
    }

    /** The reader left an open stream: what is known of its cost is settled. */
    void left(TokenUsage usage) {
        books().settleKnown(selection(), usage, time.epochMillis());
        note(Failure.of(FailureKind.CANCELLED, "the reader closed the stream"), time.epochMillis());
        story.failed(ChatCancelledException.class.getSimpleName());
    }

    /** The waiting room was full. */
    void turnedAway() {
        end(impasse.queueFull(time.epochMillis()));
    }

    /** The caller is gone: what is held for a call that will not be made goes back. */
    void abandon() {
        if (placement.holds()) {
            giveBack(time.epochMillis());
        }
        story.failed(ChatCancelledException.class.getSimpleName());
    }

    /** The caller left, or the room was closed, while this waited. Touches nothing that a round may be at. */
    void leftWaiting() {
        story.failed(ChatCancelledException.class.getSimpleName());
    }

    /** {@return the calls made so far} */
    List<Attempt> attempts() {
        return attempts.all();
    }

    @Override
    public int priority() {
        return request.priority().orElse(placement.plan().priority());
    }

    @Override
    public WaitingRoom.Wish wish() {
        return placement.wish(time.epochMillis());
    }

    @Override
    public long deadlineNanos() {
        return deadline.nanos();
    }

    @Override
    public long replyNanos() {
        // A stream has time enough if it begins in time.
        return streaming ? 0 : placement.route().mostReplyNanos();
    }

    @Override
    public boolean tryAdmit(long now) {
        boolean holds = placement.tryAdmit(now);
        admitted = !books().ledger().isKept();
        return holds;
    }

    @Override
    public long servesAt(long now) {
        return placement.servesAt(now);
    }

    @Override
    public long wakesAt(long now) {
        return placement.wakesAt(now);
    }

    @Override
    public void giveBack(long now) {
        placement.used();
        books().givenBack(selection(), now);
    }

    private boolean tryTake(long now) {
        boolean holds = placement.tryTake(now, deadline.at(now));
        admitted = !books().ledger().isKept();
        return holds;
    }

    private Selection selection() {
        return placement.selection();
    }

    private Books books() {
        return placement.plan().books();
    }

    private Step callOrGiveBack(long remaining, long nanos) {
        if (remaining <= 0) {
            return giveBackAndEnd(impasse.deadlinePassed());
        }
        if (!admitted) {
            return new Step.Reserve(books().ledger(), selection());
        }
        if (!retries.tryDraw(nanos)) {
            return giveBackAndEnd(impasse.budgetSpent());
        }
        return call(remaining);
    }

    private Step call(long remaining) {
        Slot slot = selection().slot();
        Duration left = Duration.ofNanos(remaining);
        Duration most = patience.with(slot);
        cutShort = patience.isShortWith(slot) || left.compareTo(most) < 0;
        story.admitted(selection());
        attempts.begin();
        return new Step.Call(
                slot, new ChatCall(asked, slot.modelBooks().profile(), patience.timeout(slot, left)), left, most);
    }

    private FailureKind note(Failure failure, long now) {
        FailureKind kind = Meaning.of(failure, selection().reservation().estimate());
        placement.used();
        boolean nobody = kind == FailureKind.TIMEOUT && isOwnDeadline();
        Verdict verdict = Verdict.on(nobody ? FailureKind.CANCELLED : kind);
        books().failed(selection(), failure, kind, verdict, attempts.elapsed(), now);
        attempts.failed(selection(), kind, failure.message());
        story.attempted(now);
        return kind;
    }

    // The caller's own impatience blames no deployment.
    private boolean isOwnDeadline() {
        return cutShort || (streaming && request.deadline().isPresent() && deadline.left(time.nanoTime()) <= 0);
    }

    private Duration whole(AttemptPolicy policy) {
        return patience.whole(policy, allowance.retries(), placement.plan().route());
    }

    private void ask(ChatRequest next) {
        asked = next;
        placement.ask(next);
    }

    private Step giveBackAndEnd(RouterException exception) {
        giveBack(time.epochMillis());
        return end(exception, true);
    }

    private Step end(RouterException exception) {
        return end(exception, false);
    }

    private Step end(RouterException exception, boolean gaveBack) {
        ending = new Step.Failed(exception, gaveBack);
        story.failed(exception.getClass().getSimpleName());
        return ending;
    }
}
