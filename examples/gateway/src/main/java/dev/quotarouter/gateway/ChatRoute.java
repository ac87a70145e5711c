package dev.quotarouter.gateway;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.openai.OpenAiChat;
import dev.quotarouter.openai.OpenAiRequest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat/completions}: reads the body, has the router answer it, whole or as a stream. */
final class ChatRoute implements Handler<Exchange> {
    /** A larger body takes long enough to read that others would notice: that is done on another thread. */
    private static final int QUICKLY_READ = 64 * 1024;

    private final QuotaRouter router;
    private final Bodies bodies;
    private final UnderWay underWay;
    private final ReplyContext context;

    ChatRoute(QuotaRouter router, Bodies bodies, UnderWay underWay, ReplyContext context) {
        this.router = router;
        this.bodies = bodies;
        this.underWay = underWay;
        this.context = context;
    }

    @Override
    public void handle(Exchange exchange) {
        underWay.begin(exchange);
        bodies.read(exchange)
                .compose(body -> begin(exchange, body))
                .onFailure(failure -> context.failures().reply(exchange, failure));
    }

    private Future<Void> begin(Exchange exchange, Buffer body) {
        if (body.length() > QUICKLY_READ) {
            return context.loop().executeBlocking(() -> answer(exchange, body), false);
        }
        try {
            return Future.succeededFuture(answer(exchange, body));
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private @Nullable Void answer(Exchange exchange, Buffer body) {
        OpenAiRequest asked = OpenAiChat.readRequest(body.toString(StandardCharsets.UTF_8));
        if (asked.stream()) {
            router.streamAsync(asked.request()).subscribe(new StreamedChat(exchange, asked, context));
        } else {
            new WholeChat(exchange, asked, context).await(router.chatAsync(asked.request()));
        }
        return null;
    }
}
