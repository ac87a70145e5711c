package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.internal.admission.WaitingRoom.Place;
import dev.quotarouter.provider.Outcome;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Carries a session's steps out on the caller's thread. */
final class BlockingDriver {
    private final RoutingSession session;
    private final WaitingRoom waitingRoom;

    BlockingDriver(RoutingSession session, WaitingRoom waitingRoom) {
        this.session = session;
        this.waitingRoom = waitingRoom;
    }

    ChatResponse run() {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                abandon();
                throw interrupted();
            }
            Step step = session.next();
            if (step instanceof Step.Call call) {
                call(call);
            } else if (step instanceof Step.Wait) {
                await();
            } else if (step instanceof Step.Done done) {
                return done.response();
            } else {
                throw ((Step.Failed) step).exception();
            }
        }
    }

    private void call(Step.Call call) {
        Outcome outcome;
        try {
            outcome = call.slot().connection().chat(call.call());
        } catch (RuntimeException e) {
            outcome = Broken.provider(e);
        } catch (Error e) {
            session.record(Broken.provider(e));
            waitingRoom.roomMade();
            throw e;
        }
        session.record(outcome == null ? Broken.provider(null) : outcome);
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
            if (!place.get().leave()) {
                abandon();
            }
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (ExecutionException e) {
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
