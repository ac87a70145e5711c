package dev.quotarouter.gateway;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.openai.OpenAiRequest;
import dev.quotarouter.openai.OpenAiStreamWriter;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * A chat whose reply goes out as server-sent events, while it is being written: as fast as the client reads. A client that goes
 * breaks the chat off.
 *
 * <p>The signals come on any thread, one at a time; what they lead to is done on the event loop.
 */
final class StreamedChat implements Flow.Subscriber<ChatChunk> {
    private final Exchange exchange;
    private final ReplyContext context;
    private final OpenAiStreamWriter writer;
    private Optional<Reading> reading = Optional.empty();

    /** What is read, and how fast. */
    private record Reading(Flow.Subscription chunks, Pace pace) {
        void goOn() {
            pace.whenWritable(() -> chunks.request(1));
        }
    }

    StreamedChat(Exchange exchange, OpenAiRequest asked, ReplyContext context) {
        this.exchange = exchange;
        this.context = context;
        writer = new OpenAiStreamWriter(asked.request().model(), context.time().now(), asked.includeUsage());
    }

    @Override
    public void onSubscribe(Flow.Subscription chunks) {
        context.onLoop(() -> begin(chunks));
    }

    @Override
    public void onNext(ChatChunk chunk) {
        context.onLoop(() -> send(chunk));
    }

    @Override
    public void onComplete() {
        context.onLoop(() -> finish());
    }

    @Override
    public void onError(Throwable failure) {
        context.onLoop(() -> fail(failure));
    }

    private void begin(Flow.Subscription chunks) {
        if (exchange.isOver()) {
            chunks.cancel();
            return;
        }
        exchange.onceOver(chunks::cancel);
        reading = Optional.of(
                new Reading(chunks, new Pace(exchange, context.loop().owner(), context.stallTimeout())));
        chunks.request(1);
    }

    private void send(ChatChunk chunk) {
        if (exchange.isOver()) {
            return;
        }
        head();
        StringBuilder events = new StringBuilder();
        writer.write(chunk).forEach(json -> events.append(OpenAiStreamWriter.event(json)));
        if (events.length() > 0) {
            exchange.response().write(events.toString());
        }
        reading.ifPresent(Reading::goOn);
    }

    /** The status goes out with the first chunk: what fails before it still has one of its own. */
    private void head() {
        if (!exchange.response().headWritten()) {
            exchange.response()
                    .setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    // Proxies in between shall not collect the events.
                    .putHeader("X-Accel-Buffering", "no");
        }
    }

    private void finish() {
        if (exchange.isOver()) {
            return;
        }
        head();
        StringBuilder events = new StringBuilder();
        writer.finish().forEach(json -> events.append(OpenAiStreamWriter.event(json)));
        exchange.response().end(events.append(OpenAiStreamWriter.DONE).toString());
    }

    private void fail(Throwable failure) {
        if (exchange.isOver()) {
            return;
        }
        if (exchange.response().headWritten()) {
            exchange.response()
                    .end(OpenAiStreamWriter.event(
                            context.failures().told(failure).json()));
        } else {
            context.failures().reply(exchange, failure);
        }
    }
}
