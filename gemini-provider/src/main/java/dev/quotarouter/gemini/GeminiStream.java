package dev.quotarouter.gemini;

import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.StreamEvent;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Response;

/**
 * An open stream: reads its chunks, and sees to it that the call ends with it, whoever ends it and how.
 *
 * <p>The answer belongs to one thread at a time: the one that holds it reads from it and closes it. Who breaks the call off
 * closes it only if nobody holds it; else the one who does finds the call broken off, and closes it when done.
 */
final class GeminiStream implements ChunkSource {
    /** How long Gemini may take to hang up once the reply is whole. It does so at once; others may not. */
    private static final Duration HANG_UP = Duration.ofSeconds(1);

    private final GeminiHttp http;
    private final GeminiExchange exchange;
    private final Response response;
    private final HeardSource bytes;
    private final GeminiChunks chunks;
    private final AtomicBoolean held = new AtomicBoolean();
    private volatile Optional<StreamEvent> first = Optional.empty();
    private volatile Optional<StreamEvent> last = Optional.empty();

    /**
     * Takes over the call and its answer.
     *
     * @param bytes where the chunks come from
     */
    GeminiStream(GeminiHttp http, GeminiExchange exchange, Response response, HeardSource bytes, GeminiChunks chunks) {
        this.http = http;
        this.exchange = exchange;
        this.response = response;
        this.bytes = bytes;
        this.chunks = chunks;
        exchange.whenCancelled(this::free);
    }

    /** Waits until the reply begins; {@return whether it does, or why not} Takes nothing away from {@link #next}. */
    StreamEvent first() {
        StreamEvent event = read(true).orElseThrow();
        first = Optional.of(event);
        return event;
    }

    @Override
    public StreamEvent next() {
        if (last.isPresent()) {
            return last.get();
        }
        http.underWay().waits(exchange);
        try {
            return read(true).orElseThrow();
        } finally {
            exchange.blocks(Optional.empty());
        }
    }

    /** As {@link ChunkSource#nextAsync}; cancelling it closes the stream, as what it would have brought is lost. */
    @Override
    public CompletableFuture<StreamEvent> nextAsync() {
        Optional<StreamEvent> here = read(false);
        if (here.isPresent()) {
            return CompletableFuture.completedFuture(here.get());
        }
        CompletableFuture<StreamEvent> future = new CompletableFuture<>();
        CompletableFuture<StreamEvent> unused = future.whenComplete((event, error) -> {
            if (error != null) {
                close();
            }
        });
        http.run(() -> {
            try {
                future.complete(read(true).orElseThrow());
            } catch (RuntimeException | Error e) {
                // Somebody waits.
                close();
                future.complete(new StreamEvent.Broken(
                        exchange.over(new IllegalStateException("the stream could not be taken in", e))));
                throw e;
            }
        });
        return future;
    }

    @Override
    public void close() {
        exchange.stop(GeminiExchange.End.CANCELLED);
        free();
    }

    /** {@return the next event; empty if it would have to be waited for and must not be} */
    private Optional<StreamEvent> read(boolean wait) {
        if (last.isPresent()) {
            return last;
        }
        if (!held.compareAndSet(false, true)) {
            if (!exchange.call().isCanceled()) {
                throw new IllegalStateException("two threads read the same stream");
            }
            return Optional.of(new StreamEvent.Broken(exchange.over(new InterruptedIOException("timeout"))));
        }
        try {
            return advance(wait);
        } finally {
            held.set(false);
            if (exchange.call().isCanceled()) {
                free();
            }
        }
    }

    private Optional<StreamEvent> advance(boolean wait) {
        try {
            if (exchange.call().isCanceled()) {
                throw new InterruptedIOException("timeout");
            }
            Optional<StreamEvent> event =
                    first.isPresent() ? first : wait ? Optional.of(chunks.next()) : chunks.buffered();
            first = Optional.empty();
            return event.map(this::came);
        } catch (Exception e) {
            return Optional.of(end(wholeIn(e)));
        }
    }

    private StreamEvent came(StreamEvent event) {
        if (event instanceof StreamEvent.Chunk) {
            if (chunks.finished()) {
                bytes.hurry(HANG_UP);
            }
            return event;
        }
        if (event instanceof StreamEvent.Broken broken) {
            return end(new StreamEvent.Broken(exchange.over(broken.failure())));
        }
        if (!exchange.stands()) {
            return end(new StreamEvent.Broken(exchange.over(new InterruptedIOException("timeout"))));
        }
        // Read to its end: the connection can be used again.
        last = Optional.of(event);
        release();
        return event;
    }

    /** A reply that is whole stays so, whatever becomes of the line; unless its reader gave it up, or has not had all of it. */
    private StreamEvent wholeIn(Exception e) {
        if (first.isEmpty() && chunks.taken() && exchange.stands()) {
            return new StreamEvent.End();
        }
        return new StreamEvent.Broken(exchange.over(e));
    }

    /** Ends the stream before its answer was read to the end. Whoever calls this holds the answer, and the call is over. */
    private StreamEvent end(StreamEvent event) {
        last = Optional.of(event);
        // First, as closing would read on for a while to save the connection.
        exchange.call().cancel();
        release();
        return event;
    }

    private void release() {
        response.close();
        http.underWay().remove(exchange);
    }

    /** The call was broken off: nobody waits for its next event, or the one who does will see. */
    private void free() {
        if (last.isEmpty() && held.compareAndSet(false, true)) {
            try {
                if (last.isEmpty()) {
                    end(wholeIn(new InterruptedIOException("timeout")));
                }
            } finally {
                held.set(false);
            }
        }
    }
}
