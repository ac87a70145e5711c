package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.internal.admission.WaitingRoom.Place;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.Outcome;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Carries a session's steps out on the caller's thread. */
final class BlockingDriver {
    private final RoutingSession session;
    private final WaitingRoom waitingRoom;

    BlockingDriver(RoutingSession session, WaitingRoom waitingRoom) {
        this.session = session;
        this.waitingRoom = waitingRoom;
    }

    /** {@return the reply} */
    ChatResponse chat() {
        while (true) {
            Step.Call step = nextCall();
            Optional<Outcome> outcome = answer(() -> step.slot().connection().chat(step.call()));
            if (outcome.isPresent() && outcome.get() instanceof Outcome.Completed completed) {
                ChatResponse response = session.completed(completed.response());
                waitingRoom.roomMade();
                return response;
            }
            outcome.ifPresent(failed -> failed(((Outcome.Failed) failed).failure()));
        }
    }

    /** {@return the chunks of the reply, or of its rest; the first one is there} The session goes on until they have ended. */
    ChunkSource open() {
        while (true) {
            Step.Call step = nextCall();
            Optional<Opening> opening = answer(() -> step.slot().connection().stream(step.call(), step.streamLimits()));
            if (opening.isPresent() && opening.get() instanceof Opening.Opened opened) {
                session.opened();
                waitingRoom.roomMade(); // A trial that has succeeded lets the others in.
                return opened.source();
            }
            opening.ifPresent(failed -> failed(((Opening.Failed) failed).failure()));
        }
    }

    /** {@return what is to be called next, once it may be called} */
    private Step.Call nextCall() {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                abandon();
                throw interrupted();
            }
            Optional<RuntimeException> closed = waitingRoom.closedFor();
            if (closed.isPresent()) {
                abandon();
                throw closed.get();
            }
            Step step = session.next();
            if (step instanceof Step.Call call) {
                return call;
            } else if (step instanceof Step.Reserve reserve) {
                reserve(reserve);
            } else if (step instanceof Step.Wait) {
                await();
            } else {
                throw exception((Step.Failed) step);
            }
        }
    }

    private void reserve(Step.Reserve step) {
        try {
            if (!session.reserved(step.ask())) {
                waitingRoom.roomMade();
            }
        } catch (RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    private RouterException exception(Step.Failed failed) {
        if (failed.gaveBack()) {
            waitingRoom.roomMade();
        }
        return failed.exception();
    }

    /** {@return the provider's answer; empty if it broke its contract, of which note has been taken} */
    private <T> Optional<T> answer(Supplier<T> call) {
        try {
            Optional<T> answer = Optional.ofNullable(call.get());
            if (answer.isEmpty()) {
                failed(Broken.provider(null));
            }
            return answer;
        } catch (RuntimeException e) {
            failed(Broken.provider(e));
            return Optional.empty();
        } catch (Error e) {
            failed(Broken.provider(e));
            session.abandon(); // Nothing is held any more, but it has ended.
            throw e;
        }
    }

    private void failed(Failure failure) {
        session.failed(failure);
        waitingRoom.roomMade();
    }

    private void await() {
        Optional<Place> place = waitingRoom.enter(session);
        if (place.isEmpty()) {
            session.turnedAway();
            return;
        }
        try {
            place.get().turn().get();
        } catch (InterruptedException e) {
            if (place.get().leave()) {
                session.leftWaiting();
            } else {
                abandon();
            }
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (ExecutionException e) {
            session.leftWaiting();
            throw Broken.rethrown(e.getCause());
        }
    }

    private void abandon() {
        session.abandon();
        waitingRoom.roomMade();
    }

    private RouterException interrupted() {
        return new ChatCancelledException("the calling thread was interrupted", session.attempts());
    }
}
