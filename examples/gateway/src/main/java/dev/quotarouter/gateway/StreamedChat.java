package dev.quotarouter.gateway;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.openai.OpenAiRequest;
import dev.quotarouter.openai.OpenAiStreamWriter;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A chat whose reply goes out as server-sent events, while it is being written: as fast as the client reads. A client that goes
 * breaks the chat off.
 *
 * <p>The signals come on any thread, one at a time; what they lead to is done on the event loop, in their order. Chunks that came
 * in one go leave in one write.
 */
final class StreamedChat implements Flow.Subscriber<ChatChunk> {
    /** How many chunks may be on their way to a client who has not taken those before. */
    private static final int AHEAD = 8;

    private final Exchange exchange;
    private final ReplyContext context;
    private final OpenAiStreamWriter writer;
    private final Queue<ChatChunk> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sendingIsDue = new AtomicBoolean();
    private volatile boolean complete;
    private Optional<Reading> reading = Optional.empty();

    /** What is read, and how fast. */
    private record Reading(Flow.Subscription chunks, Pace pace) {
        void goOn(int taken) {
            pace.whenWritable(() -> chunks.request(taken));
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
        arrived.add(chunk);
        if (!sendingIsDue.getAndSet(true)) {
            context.onLoop(this::sendArrived);
        }
    }

    @Override
    public void onComplete() {
        complete = true;
        context.onLoop(this::finish);
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
        chunks.request(AHEAD);
    }

    private void sendArrived() {
        // Before any is taken: a chunk that comes from now on is sent by another turn, if not by this one.
        sendingIsDue.set(false);
        if (complete) {
            // All the rest leaves with the end.
            return;
        }
        StringBuilder events = new StringBuilder();
        int taken = take(events);
        if (taken == 0 || exchange.isOver()) {
            return;
        }
        head();
        if (events.length() > 0) {
            exchange.response().write(events.toString());
        }
        reading.ifPresent(from -> from.goOn(taken));
    }

    /** Writes down what has arrived; {@return how many chunks that were} */
    private int take(StringBuilder events) {
        int taken = 0;
        for (ChatChunk chunk = arrived.poll(); chunk != null; chunk = arrived.poll()) {
            writer.write(chunk).forEach(json -> events.append(OpenAiStreamWriter.event(json)));
            taken++;
        }
        return taken;
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
        take(events);
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
