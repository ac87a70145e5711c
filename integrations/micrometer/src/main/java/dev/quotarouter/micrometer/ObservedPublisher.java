package dev.quotarouter.micrometer;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** A published stream whose observation begins with its subscriber, as the stream does, and ends with it. Thread-safe. */
final class ObservedPublisher implements ChatPublisher {
    private final ChatPublisher publisher;
    private final ChatObservation observation;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    ObservedPublisher(ChatPublisher publisher, ChatObservation observation) {
        this.publisher = publisher;
        this.observation = observation;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ChatChunk> subscriber) {
        if (!subscribed.compareAndSet(false, true)) {
            publisher.subscribe(subscriber); // Which says that there can be one only.
            return;
        }
        observation.start();
        CompletableFuture<ChatResponse> unused = publisher.response().whenComplete(observation::ended);
        observation.during(() -> {
            publisher.subscribe(subscriber);
            return subscriber;
        });
    }

    @Override
    public CompletableFuture<ChatResponse> response() {
        return publisher.response();
    }
}
