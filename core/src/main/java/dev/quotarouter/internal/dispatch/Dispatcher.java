package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.time.TimeSource;
import java.util.concurrent.CompletableFuture;

/** Sends requests on their way: a session for each, and a driver that carries its steps out. Thread-safe. */
public final class Dispatcher {
    private final Plans plans;
    private final WaitingRoom waitingRoom;
    private final RetryBudget budget;
    private final TimeSource time;

    /** A dispatcher over the given parts. */
    public Dispatcher(Plans plans, WaitingRoom waitingRoom, RetryBudget budget, TimeSource time) {
        this.plans = plans;
        this.waitingRoom = waitingRoom;
        this.budget = budget;
        this.time = time;
    }

    /** {@return the response, when it is there} Blocks the caller's thread. */
    public ChatResponse chat(ChatRequest request) {
        waitingRoom.serveDue(time.epochMillis());
        return new BlockingDriver(session(request, false), waitingRoom).chat();
    }

    /** {@return the response to come} */
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
        waitingRoom.serveDue(time.epochMillis());
        return new AsyncDriver<>(session(request, false), waitingRoom, new AsyncCalls.Chats()).start();
    }

    /** {@return the reply as it comes, once it has begun} Blocks the caller's thread until then. */
    public ChatStream stream(ChatRequest request) {
        waitingRoom.serveDue(time.epochMillis());
        return new RoutedStream(session(request, true), waitingRoom);
    }

    /** {@return the reply as it comes, for the one who will subscribe} */
    public ChatPublisher publish(ChatRequest request) {
        return new RoutedPublisher(
                () -> {
                    waitingRoom.serveDue(time.epochMillis());
                    return session(request, true);
                },
                waitingRoom);
    }

    private RoutingSession session(ChatRequest request, boolean streaming) {
        return new RoutingSession(request, streaming, plans, budget, time);
    }
}
