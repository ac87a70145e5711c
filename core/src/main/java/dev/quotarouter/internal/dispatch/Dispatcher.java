package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.time.TimeSource;
import java.util.concurrent.CompletableFuture;

/** Sends requests on their way: a session for each, and a driver that carries its steps out. Thread-safe. */
public final class Dispatcher {
    private final Selector selector;
    private final WaitingRoom waitingRoom;
    private final AttemptPolicy policy;
    private final RetryBudget budget;
    private final TimeSource time;
    private final Books books;

    /** A dispatcher over the given parts. */
    public Dispatcher(
            Selector selector,
            WaitingRoom waitingRoom,
            AttemptPolicy policy,
            RetryBudget budget,
            Books books,
            TimeSource time) {
        this.selector = selector;
        this.waitingRoom = waitingRoom;
        this.policy = policy;
        this.budget = budget;
        this.books = books;
        this.time = time;
    }

    /** {@return the response, when it is there} Blocks the caller's thread. */
    public ChatResponse chat(ChatRequest request, Route route) {
        waitingRoom.serveDue(time.epochMillis());
        return new BlockingDriver(session(request, route, false), waitingRoom).chat();
    }

    /** {@return the response to come} */
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request, Route route) {
        waitingRoom.serveDue(time.epochMillis());
        return new AsyncDriver<>(session(request, route, false), waitingRoom, new AsyncCalls.Chats()).start();
    }

    /** {@return the reply as it comes, once it has begun} Blocks the caller's thread until then. */
    public ChatStream stream(ChatRequest request, Route route) {
        waitingRoom.serveDue(time.epochMillis());
        return new RoutedStream(session(request, route, true), waitingRoom);
    }

    /** {@return the reply as it comes, for the one who will subscribe} */
    public ChatPublisher publish(ChatRequest request, Route route) {
        return new RoutedPublisher(
                () -> {
                    waitingRoom.serveDue(time.epochMillis());
                    return session(request, route, true);
                },
                waitingRoom);
    }

    private RoutingSession session(ChatRequest request, Route route, boolean streaming) {
        return new RoutingSession(request, streaming, route, selector, policy, budget, books, time);
    }
}
