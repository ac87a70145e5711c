package dev.quotarouter.gateway;

import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.openai.OpenAiChat;
import dev.quotarouter.openai.OpenAiRequest;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A chat whose reply goes out in one piece. */
final class WholeChat {
    private final Exchange exchange;
    private final OpenAiRequest asked;
    private final ReplyContext context;

    WholeChat(Exchange exchange, OpenAiRequest asked, ReplyContext context) {
        this.exchange = exchange;
        this.asked = asked;
        this.context = context;
    }

    /** Replies when the response is there. A client that goes breaks the chat off. */
    void await(CompletableFuture<ChatResponse> coming) {
        context.onLoop(() -> {
            if (exchange.isOver()) {
                coming.cancel(true);
            } else {
                exchange.onceOver(() -> coming.cancel(true));
            }
        });
        Future.fromCompletionStage(coming, context.loop()).onComplete(this::reply);
    }

    private void reply(@Nullable ChatResponse response, @Nullable Throwable failure) {
        if (exchange.isOver()) {
            return;
        }
        if (response == null) {
            context.failures().reply(exchange, failure == null ? new IllegalStateException("no response") : failure);
            return;
        }
        Attempted.tell(exchange, response.attempts());
        String model = asked.request().model();
        exchange.reply(
                200,
                Exchange.JSON,
                OpenAiChat.writeResponse(response, model, context.time().now()));
    }
}
