package dev.quotarouter.gemini;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.StreamEvent;
import dev.quotarouter.provider.StreamLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;
import okhttp3.Response;
import okio.Okio;

/** Opens one stream: sends the request and waits until the reply begins. Used once. */
final class GeminiStreamOpening {
    private final GeminiHttp http;
    private final GeminiAnswers answers;
    private final GeminiExchange exchange;
    private final StreamLimits limits;

    /**
     * An opening to come.
     *
     * @param timeout how long the stream may take to its end
     * @param limits how long the reply may take to begin, and to go on
     */
    GeminiStreamOpening(
            GeminiHttp http,
            GeminiAnswers answers,
            ProviderWords words,
            Request request,
            Duration timeout,
            StreamLimits limits) {
        this.http = http;
        this.answers = answers;
        this.exchange = http.exchange(request, timeout, words);
        this.limits = limits;
    }

    /** {@return what came of it}, on the caller's thread. */
    Opening open() {
        if (!http.underWay().add(exchange)) {
            return closed();
        }
        http.underWay().waits(exchange);
        try {
            return begin();
        } catch (Error e) {
            Opening unused = broken(e);
            throw e;
        } finally {
            exchange.blocks(Optional.empty());
        }
    }

    /** {@return what will come of it}; cancelling that breaks the call off, and closes a stream that nobody has received. */
    CompletableFuture<Opening> openAsync() {
        if (!http.underWay().add(exchange)) {
            return CompletableFuture.completedFuture(closed());
        }
        CompletableFuture<Opening> future = new CompletableFuture<>();
        CompletableFuture<Opening> unused = future.whenComplete((opening, error) -> {
            if (error != null) {
                exchange.stop(GeminiExchange.End.CANCELLED);
            }
        });
        try {
            http.run(() -> beginFor(future));
        } catch (Error e) {
            // There was no thread to be had: it was never under way.
            http.underWay().remove(exchange);
            throw e;
        }
        return future;
    }

    private void beginFor(CompletableFuture<Opening> future) {
        try {
            hand(begin(), future);
        } catch (Error e) {
            // Somebody waits.
            hand(broken(e), future);
            throw e;
        }
    }

    private static void hand(Opening opening, CompletableFuture<Opening> future) {
        if (!future.complete(opening) && opening instanceof Opening.Opened opened) {
            opened.source().close();
        }
    }

    private Opening begin() {
        http.underWay().begins(exchange, CallTime.nanos(limits.firstChunk()));
        try {
            return answered(exchange.call().execute());
        } catch (Exception e) {
            return failed(e);
        } finally {
            exchange.time().begun();
        }
    }

    private Opening answered(Response response) throws Exception {
        HeardSource bytes = new HeardSource(response.body().source(), http.underWay(), exchange, limits.silence());
        Lookup<GeminiChunks> chunks;
        try {
            chunks = answers.chunks(response, Okio.buffer(bytes));
        } catch (Exception e) {
            response.close();
            throw e;
        }
        if (chunks instanceof Lookup.Found<GeminiChunks> found) {
            return first(new GeminiStream(http, exchange, response, bytes, found.value()));
        }
        response.close();
        http.underWay().remove(exchange);
        return new Opening.Failed(exchange.over(((Lookup.Failed<GeminiChunks>) chunks).failure()));
    }

    private static Opening first(GeminiStream stream) {
        StreamEvent first = stream.first();
        if (first instanceof StreamEvent.Chunk) {
            return new Opening.Opened(stream);
        }
        return new Opening.Failed(
                first instanceof StreamEvent.Broken broken
                        ? broken.failure()
                        : Failure.of(FailureKind.MALFORMED_RESPONSE, "the stream ended before it began"));
    }

    private Opening failed(Exception e) {
        http.underWay().remove(exchange);
        return new Opening.Failed(exchange.over(e));
    }

    private Opening broken(Error e) {
        Opening failed = failed(new IllegalStateException("the reply could not be taken in", e));
        // Whatever there is of an answer is let go of: nobody else knows of it.
        exchange.call().cancel();
        return failed;
    }

    private Opening closed() {
        return failed(new IllegalStateException("the provider is closed"));
    }
}
