package dev.quotarouter.gateway;

import dev.quotarouter.openai.OpenAiError;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A request and the one reply to it. Belongs to the event loop. */
final class Exchange {
    static final String JSON = "application/json";

    private final HttpServerRequest request;
    private final List<Runnable> onceOver = new ArrayList<>();

    Exchange(HttpServerRequest request) {
        this.request = request;
        request.response().endHandler(end -> over()).closeHandler(gone -> over());
        // Told by the close handler as well; without one, Vert.x would log it.
        request.exceptionHandler(gone -> {}).response().exceptionHandler(gone -> {});
    }

    /** Has something done once the reply has ended or the client has gone, whichever is first. */
    void onceOver(Runnable task) {
        onceOver.add(task);
    }

    /** Leaves the client alone: what it has not taken is dropped, and its connection closed. */
    void giveUp() {
        over();
        HttpConnection connection = request.connection();
        if (connection instanceof HttpServerConnection channel) {
            // The close of a connection waits until all is taken that was written, which a stalled reader never does.
            var unused = channel.channelHandlerContext().close();
        } else {
            connection.close();
        }
    }

    private void over() {
        List<Runnable> tasks = List.copyOf(onceOver);
        onceOver.clear();
        tasks.forEach(Runnable::run);
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    /** {@return whether nothing can be replied any more: it was already, or the client has gone} */
    boolean isOver() {
        return response().ended() || response().closed();
    }

    /** Replies, unless it is over. */
    void reply(int status, String contentType, String body) {
        if (isOver()) {
            return;
        }
        HttpServerResponse response = response();
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }

    void reply(int status, JsonObject body) {
        reply(status, JSON, body.encode());
    }

    void reply(OpenAiError error) {
        if (!isOver()) {
            error.retryAfterSeconds()
                    .ifPresent(seconds -> response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
            reply(error.status(), JSON, error.json());
        }
    }

    /** Replies with a gateway's own refusal. */
    void reply(Refusal refusal) {
        if (!isOver()) {
            refusal.headers().forEach((name, value) -> response().putHeader(name, value));
            reply(refusal.status(), refusal.json());
        }
    }
}
