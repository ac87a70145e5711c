package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import tools.jackson.core.JacksonException;

/** The way to one model with one key. Immutable; address and headers are made once. */
final class GeminiConnection implements ChatConnection {
    /** Google: "Request payload size exceeds the limit: 20971520 bytes." */
    private static final long MAX_REQUEST_BYTES = 20_971_520;
    /** Google: at most 5 stop sequences. */
    private static final int MAX_STOPS = 5;

    private final GeminiHttp http;
    private final Request template;
    private final ProviderWords words;
    private final GeminiAnswers answers;
    private final GeminiRequestWriter writer;

    GeminiConnection(
            GeminiHttp http,
            GeminiAddress address,
            ProviderTarget target,
            GeminiRequestWriter writer,
            long maxResponseBytes) {
        this.http = http;
        this.writer = writer;
        this.template = new Request.Builder()
                .url(address.generateContent(target.model()))
                .header("x-goog-api-key", target.key().reveal())
                .header("User-Agent", "quotarouter-gemini")
                .build();
        this.words = new ProviderWords(target.key());
        this.answers = new GeminiAnswers(maxResponseBytes, words);
    }

    @Override
    public Outcome chat(ChatCall call) {
        Prepared prepared = prepare(call);
        if (!(prepared instanceof Prepared.Ready ready)) {
            return ((Prepared.Unsendable) prepared).outcome();
        }
        GeminiExchange exchange = new GeminiExchange(
                http.newCall(ready.request(), call.timeout()), Optional.of(Thread.currentThread()), words);
        if (!http.underWay().add(exchange)) {
            return exchange.over(new IllegalStateException("the provider is closed"));
        }
        exchange.stopIfInterrupted();
        try (Response response = exchange.call().execute()) {
            return exchange.over(answers.read(response));
        } catch (Exception e) {
            return exchange.over(e);
        } finally {
            http.underWay().remove(exchange);
        }
    }

    @Override
    public CompletableFuture<Outcome> chatAsync(ChatCall call) {
        Prepared prepared = prepare(call);
        if (!(prepared instanceof Prepared.Ready ready)) {
            return CompletableFuture.completedFuture(((Prepared.Unsendable) prepared).outcome());
        }
        GeminiExchange exchange =
                new GeminiExchange(http.newCall(ready.request(), call.timeout()), Optional.empty(), words);
        if (!http.underWay().add(exchange)) {
            return CompletableFuture.completedFuture(
                    exchange.over(new IllegalStateException("the provider is closed")));
        }
        CompletableFuture<Outcome> future = new CompletableFuture<>();
        // However it is completed: a call that nobody waits for any more is broken off; one that is over stays so.
        CompletableFuture<Outcome> unused =
                future.whenComplete((outcome, error) -> exchange.stop(GeminiExchange.End.CANCELLED));
        exchange.call().enqueue(new Completion(exchange, future));
        return future;
    }

    @Override
    public Opening stream(ChatCall call, Duration silence) {
        throw new UnsupportedOperationException("streams");
    }

    @Override
    public CompletableFuture<Opening> streamAsync(ChatCall call, Duration silence) {
        throw new UnsupportedOperationException("streams");
    }

    @Override
    public CompletableFuture<Lookup<Long>> countTokens(ChatCall call) {
        throw new UnsupportedOperationException("countTokens");
    }

    @Override
    public CompletableFuture<Lookup<List<ModelInfo>>> models(Duration timeout) {
        throw new UnsupportedOperationException("models");
    }

    /** Completes the future, come what may. */
    private final class Completion implements Callback {
        private final GeminiExchange exchange;
        private final CompletableFuture<Outcome> future;

        private Completion(GeminiExchange exchange, CompletableFuture<Outcome> future) {
            this.exchange = exchange;
            this.future = future;
        }

        @Override
        public void onFailure(Call call, IOException e) {
            complete(exchange.over(e));
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                complete(exchange.over(answers.read(response)));
            } catch (Exception e) {
                complete(exchange.over(e));
            } catch (Error e) {
                // OkHttp tells nobody of it, and somebody waits.
                complete(exchange.over(new IllegalStateException("the reply could not be taken in", e)));
                throw e;
            }
        }

        private void complete(Outcome outcome) {
            http.underWay().remove(exchange);
            future.complete(outcome);
        }
    }

    /** A request to send, or why it cannot be sent. */
    private sealed interface Prepared {
        /** It can. */
        record Ready(Request request) implements Prepared {}

        /** It cannot, whoever would serve it. */
        record Unsendable(String reason) implements Prepared {
            Outcome outcome() {
                return new Outcome.Failed(Failure.builder(FailureKind.INVALID_REQUEST, reason)
                        .neverSent()
                        .build());
            }
        }
    }

    private Prepared prepare(ChatCall call) {
        ChatRequest request = call.request();
        if (request.stop().size() > MAX_STOPS) {
            return new Prepared.Unsendable("Gemini takes at most " + MAX_STOPS + " stop sequences, not "
                    + request.stop().size());
        }
        Buffer body = new Buffer();
        try {
            writer.write(call, body.outputStream());
        } catch (UnsendableException e) {
            return new Prepared.Unsendable(words.clean(e.reason()));
        } catch (JacksonException e) {
            return new Prepared.Unsendable(
                    words.clean("the request cannot be written as JSON: " + e.getOriginalMessage()));
        }
        if (body.size() > MAX_REQUEST_BYTES) {
            return new Prepared.Unsendable(
                    "the request has " + body.size() + " bytes; Gemini takes at most " + MAX_REQUEST_BYTES);
        }
        return new Prepared.Ready(
                template.newBuilder().post(new OneShotBody(body)).build());
    }
}
