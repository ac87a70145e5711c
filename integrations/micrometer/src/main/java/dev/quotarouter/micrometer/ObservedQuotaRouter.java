package dev.quotarouter.micrometer;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouteExplanation;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.event.RouterListener;
import dev.quotarouter.provider.ModelInfo;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A router each of whose chats is an observation {@code gen_ai.client.operation}: a span where the application traces, a timer where it
 * measures. All else is the router's own. Thread-safe; closing it closes the router.
 *
 * <p>The observation of a whole reply is the current one of the thread while the call is made; that of a stream lasts until the
 * stream has ended or was closed, and that of a published one begins with its subscriber.
 */
public final class ObservedQuotaRouter implements QuotaRouter {
    private final QuotaRouter router;
    private final ObservationRegistry registry;
    private final BoundedNames names = new BoundedNames();

    /** Observes the router. */
    public ObservedQuotaRouter(QuotaRouter router, ObservationRegistry registry) {
        this.router = requireNonNull(router, "router");
        this.registry = requireNonNull(registry, "registry");
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        ChatObservation observation = prepared(request).start();
        ChatResponse response = observation.during(() -> router.chat(request));
        observation.ended(response, null);
        return response;
    }

    @Override
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
        ChatObservation observation = prepared(request).start();
        CompletableFuture<ChatResponse> response = observation.during(() -> router.chatAsync(request));
        CompletableFuture<ChatResponse> unused = response.whenComplete(observation::ended);
        return response; // The router's own: cancelling it breaks the call off.
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        ChatObservation observation = prepared(request).start();
        return new ObservedStream(observation.during(() -> router.stream(request)), observation);
    }

    @Override
    public ChatPublisher streamAsync(ChatRequest request) {
        ChatObservation observation = prepared(request);
        try {
            return new ObservedPublisher(router.streamAsync(request), observation);
        } catch (RuntimeException | Error e) {
            observation.start().ended(null, e);
            throw e;
        }
    }

    private ChatObservation prepared(ChatRequest request) {
        return ChatObservation.of(request, names.of(request.model()), registry);
    }

    @Override
    public RouteExplanation explain(ChatRequest request) {
        return router.explain(request);
    }

    @Override
    public long countTokens(ChatRequest request) {
        return router.countTokens(request);
    }

    @Override
    public List<ModelInfo> models(String provider) {
        return router.models(provider);
    }

    @Override
    public RouterStatus status() {
        return router.status();
    }

    @Override
    public boolean unblock(String name) {
        return router.unblock(name);
    }

    @Override
    public void listen(RouterListener listener) {
        router.listen(listener);
    }

    @Override
    public void reload(RouterConfig config) {
        router.reload(config);
    }

    @Override
    public void reload(Path file) {
        router.reload(file);
    }

    @Override
    public void close() {
        router.close();
    }
}
