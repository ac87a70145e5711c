package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.internal.admission.WaitingRoom.Place;
import dev.quotarouter.provider.Failure;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Carries a session's steps out without holding a thread: each step goes on where the one before ended.
 *
 * <p>Steps follow each other, so the session is never used by two threads at once; a cancellation comes from
 * outside, and it touches nothing but the future that is being waited for.
 *
 * @param <A> what a provider answers
 * @param <T> what the driver brings
 */
final class AsyncDriver<A, T> {
    private final RoutingSession session;
    private final WaitingRoom waitingRoom;
    private final AsyncCalls<A, T> calls;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile CompletableFuture<?> pending = CompletableFuture.completedFuture(null);
    private volatile boolean cancelled;

    AsyncDriver(RoutingSession session, WaitingRoom waitingRoom, AsyncCalls<A, T> calls) {
        this.session = session;
        this.waitingRoom = waitingRoom;
        this.calls = calls;
    }

    CompletableFuture<T> start() {
        CompletableFuture<T> unused = result.whenComplete((response, thrown) -> pending.cancel(true));
        guarded(this::steps);
        return result;
    }

    /**
     * Ends what is being waited for. Unlike the cancelling of what {@link #start} gave, it leaves that open until nobody
     * touches the session any more.
     */
    void cancel() {
        cancelled = true;
        pending.cancel(true);
    }

    /** Goes on until something has to be waited for. A loop, so that steps which end at once do not pile up on the stack. */
    private void steps() {
        boolean goesOn = true;
        while (goesOn) {
            if (isCancelled()) {
                abandon();
                result.cancel(false);
                return;
            }
            Optional<RuntimeException> closed = waitingRoom.closedFor();
            if (closed.isPresent()) {
                abandon();
                result.completeExceptionally(closed.get());
                return;
            }
            Step step = session.next();
            if (step instanceof Step.Call call) {
                goesOn = call(call);
            } else if (step instanceof Step.Reserve reserve) {
                reserve(reserve);
            } else if (step instanceof Step.Wait) {
                goesOn = await();
            } else {
                goesOn = false;
                fail((Step.Failed) step);
            }
        }
    }

    private void reserve(Step.Reserve step) {
        if (!session.reserved(step.ask())) {
            waitingRoom.roomMade();
        }
    }

    private void fail(Step.Failed failed) {
        if (failed.gaveBack()) {
            waitingRoom.roomMade();
        }
        result.completeExceptionally(failed.exception());
    }

    private boolean call(Step.Call call) {
        CompletableFuture<A> answer;
        try {
            answer = calls.begin(call);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        } catch (Error e) {
            session.failed(Broken.provider(e));
            throw e;
        }
        return goOnAfter(answer == null ? CompletableFuture.completedFuture(null) : answer, this::take);
    }

    private boolean take(@Nullable A answer, @Nullable Throwable thrown) {
        Optional<T> brought = Optional.empty();
        if (answer != null) {
            brought = calls.take(answer, session);
        } else if (thrown instanceof CancellationException) {
            session.failed(Failure.of(FailureKind.CANCELLED, "the caller cancelled the chat"));
        } else {
            session.failed(Broken.provider(thrown));
        }
        waitingRoom.roomMade();
        if (brought.isPresent() && !result.complete(brought.get())) {
            calls.discard(brought.get(), session);
            waitingRoom.roomMade();
        }
        return brought.isEmpty();
    }

    private boolean await() {
        Optional<Place> place = waitingRoom.enter(session);
        if (place.isEmpty()) {
            session.turnedAway();
            return true;
        }
        return goOnAfter(place.get().turn(), (turn, thrown) -> {
            if (thrown == null) {
                return true;
            }
            // Whoever left before his turn no longer touches the session: a round may be at it.
            place.get().leave();
            session.leftWaiting();
            result.completeExceptionally(Broken.rethrown(thrown));
            return false;
        });
    }

    /** {@return whether the driver can go on at once; if not, it goes on, where it may, once the future ends} */
    private <F> boolean goOnAfter(CompletableFuture<F> future, Ending<F> ending) {
        pending = future;
        if (isCancelled()) {
            future.cancel(true); // The caller cancelled just before there was anything to cancel.
        }
        if (future.isDone()) {
            AtomicBoolean goesOn = new AtomicBoolean();
            CompletableFuture<F> unused =
                    future.whenComplete((value, thrown) -> guarded(() -> goesOn.set(ending.take(value, thrown))));
            return goesOn.get();
        }
        CompletableFuture<F> unused = future.whenComplete((value, thrown) -> guarded(() -> {
            if (ending.take(value, thrown)) {
                steps();
            }
        }));
        return false;
    }

    // A driver that has finished does not come back to ask.
    private boolean isCancelled() {
        return cancelled || result.isDone();
    }

    // On a thread of somebody else's nobody hears of what is thrown, and the caller would wait for ever.
    private void guarded(Runnable steps) {
        try {
            steps.run();
        } catch (RuntimeException | Error e) {
            abandon();
            result.completeExceptionally(e);
        }
    }

    private void abandon() {
        session.abandon();
        waitingRoom.roomMade();
    }

    /** What becomes of a future's ending. */
    private interface Ending<F> {
        /** Takes note of it; {@return whether the driver goes on} */
        boolean take(@Nullable F value, @Nullable Throwable thrown);
    }
}
