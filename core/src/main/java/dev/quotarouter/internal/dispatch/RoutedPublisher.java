package dev.quotarouter.internal.dispatch;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.internal.admission.WaitingRoom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A stream that is published; it begins with its subscriber. */
final class RoutedPublisher implements ChatPublisher {
    private final Supplier<RoutingSession> sessions;
    private final WaitingRoom waitingRoom;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final CompletableFuture<ChatResponse> response = new CompletableFuture<>();

    /**
     * A publisher of one reply.
     *
     * @param sessions makes the session, whose deadline begins with it
     */
    RoutedPublisher(Supplier<RoutingSession> sessions, WaitingRoom waitingRoom) {
        this.sessions = sessions;
        this.waitingRoom = waitingRoom;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ChatChunk> subscriber) {
        requireNonNull(subscriber, "subscriber");
        if (!subscribed.compareAndSet(false, true)) {
            subscriber.onSubscribe(new Spent());
            subscriber.onError(new IllegalStateException("a reply is published to one subscriber"));
            return;
        }
        StreamSubscription subscription = new StreamSubscription(subscriber, sessions.get(), waitingRoom, response);
        subscription.start();
    }

    @Override
    public CompletableFuture<ChatResponse> response() {
        // A copy: whoever completes or cancels it changes nothing here.
        return response.copy();
    }

    /** The subscription of one who gets nothing. */
    private record Spent() implements Flow.Subscription {
        @Override
        public void request(long n) {
            // There is nothing to be had.
        }

        @Override
        public void cancel() {
            // There is nothing to end.
        }
    }
}
