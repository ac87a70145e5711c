package dev.quotarouter.gemini;

import dev.quotarouter.provider.Lookup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.Response;

/** Makes calls that are answered once, with one key. Never throws for what came of them. Immutable. */
final class GeminiCaller {
    private final GeminiHttp http;
    private final ProviderWords words;

    /** Reads the answer to its end; does not close it. */
    @FunctionalInterface
    interface Reader<T> {
        Lookup<T> read(Response response) throws IOException;
    }

    GeminiCaller(GeminiHttp http, ProviderWords words) {
        this.http = http;
        this.words = words;
    }

    /** {@return what came of the call}, which is made on the caller's thread and ends when that is interrupted. */
    <T> Lookup<T> call(Request request, Duration timeout, Reader<T> reader) {
        GeminiExchange exchange = http.exchange(request, timeout, words);
        if (!http.underWay().add(exchange)) {
            return closed(exchange);
        }
        http.underWay().waits(exchange);
        try (Response response = exchange.call().execute()) {
            return exchange.over(reader.read(response));
        } catch (Exception e) {
            return new Lookup.Failed<>(exchange.over(e));
        } finally {
            http.underWay().remove(exchange);
        }
    }

    /**
     * {@return what will come of the call}; cancelling that breaks the call off.
     *
     * @param form what to make of the answer, so that it is the caller's future that can be cancelled
     */
    <T, R> CompletableFuture<R> callAsync(
            Request request, Duration timeout, Reader<T> reader, Function<Lookup<T>, R> form) {
        GeminiExchange exchange = http.exchange(request, timeout, words);
        if (!http.underWay().add(exchange)) {
            return CompletableFuture.completedFuture(form.apply(closed(exchange)));
        }
        CompletableFuture<R> future = new CompletableFuture<>();
        // However it is completed: a call that nobody waits for any more is broken off; one that is over stays so.
        CompletableFuture<R> unused =
                future.whenComplete((answer, error) -> exchange.stop(GeminiExchange.End.CANCELLED));
        try {
            exchange.call().enqueue(new Completion<>(exchange, reader, answer -> future.complete(form.apply(answer))));
        } catch (Error e) {
            // There was no thread to be had: it was never under way.
            http.underWay().remove(exchange);
            throw e;
        }
        return future;
    }

    private static <T> Lookup<T> closed(GeminiExchange exchange) {
        return new Lookup.Failed<>(exchange.over(new IllegalStateException("the provider is closed")));
    }

    /** Hands an answer over, come what may. */
    private final class Completion<T> implements Callback {
        private final GeminiExchange exchange;
        private final Reader<T> reader;
        private final Consumer<Lookup<T>> receiver;

        private Completion(GeminiExchange exchange, Reader<T> reader, Consumer<Lookup<T>> receiver) {
            this.exchange = exchange;
            this.reader = reader;
            this.receiver = receiver;
        }

        @Override
        public void onFailure(Call call, IOException e) {
            complete(new Lookup.Failed<>(exchange.over(e)));
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                complete(exchange.over(reader.read(response)));
            } catch (Exception e) {
                complete(new Lookup.Failed<>(exchange.over(e)));
            } catch (Error e) {
                // OkHttp tells nobody of it, and somebody waits.
                complete(new Lookup.Failed<>(
                        exchange.over(new IllegalStateException("the reply could not be taken in", e))));
                throw e;
            }
        }

        private void complete(Lookup<T> answer) {
            http.underWay().remove(exchange);
            receiver.accept(answer);
        }
    }
}
