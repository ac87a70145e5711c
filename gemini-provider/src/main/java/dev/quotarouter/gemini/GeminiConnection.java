package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.provider.StreamLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import okhttp3.Request;

/** The way to one model with one key. Immutable; addresses and headers are made once. */
final class GeminiConnection implements ChatConnection {
    private final GeminiHttp http;
    private final GeminiModelList models;
    private final GeminiModelList.Place place;
    private final GeminiRequests requests;
    private final ProviderWords words;
    private final GeminiAnswers answers;
    private final GeminiCaller caller;

    GeminiConnection(
            GeminiHttp http,
            GeminiModelList models,
            GeminiRequestWriter writer,
            GeminiAddress address,
            ProviderTarget target,
            long maxResponseBytes) {
        this.http = http;
        this.models = models;
        this.place = new GeminiModelList.Place(address.models(), target.key());
        this.words = new ProviderWords(target.key());
        this.requests = new GeminiRequests(writer, address, target, words);
        this.answers = new GeminiAnswers(maxResponseBytes, words);
        this.caller = new GeminiCaller(http, words);
    }

    @Override
    public Outcome chat(ChatCall call) {
        Lookup<Request> request = requests.chat(call);
        return outcome(
                request instanceof Lookup.Found<Request> ready
                        ? caller.call(ready.value(), call.timeout(), answers::reply)
                        : new Lookup.Failed<>(unsendable(request)));
    }

    @Override
    public CompletableFuture<Outcome> chatAsync(ChatCall call) {
        Lookup<Request> request = requests.chat(call);
        return request instanceof Lookup.Found<Request> ready
                ? caller.callAsync(ready.value(), call.timeout(), answers::reply, GeminiConnection::outcome)
                : CompletableFuture.completedFuture(new Outcome.Failed(unsendable(request)));
    }

    @Override
    public Opening stream(ChatCall call, StreamLimits limits) {
        Lookup<Request> request = requests.stream(call);
        return request instanceof Lookup.Found<Request> ready
                ? opening(ready.value(), call, limits).open()
                : new Opening.Failed(unsendable(request));
    }

    @Override
    public CompletableFuture<Opening> streamAsync(ChatCall call, StreamLimits limits) {
        Lookup<Request> request = requests.stream(call);
        return request instanceof Lookup.Found<Request> ready
                ? opening(ready.value(), call, limits).openAsync()
                : CompletableFuture.completedFuture(new Opening.Failed(unsendable(request)));
    }

    @Override
    public CompletableFuture<Lookup<Long>> countTokens(ChatCall call) {
        Lookup<Request> request = requests.count(call);
        return request instanceof Lookup.Found<Request> ready
                ? caller.callAsync(ready.value(), call.timeout(), answers::tokens, Function.identity())
                : CompletableFuture.completedFuture(new Lookup.Failed<>(unsendable(request)));
    }

    @Override
    public CompletableFuture<Lookup<ModelInfo>> model(Duration timeout) {
        return caller.callAsync(
                requests.model(),
                timeout,
                response -> answers.json(response, json -> new Lookup.Found<>(GeminiModelReader.readModel(json))),
                Function.identity());
    }

    @Override
    public CompletableFuture<Lookup<List<ModelInfo>>> models(Duration timeout) {
        return models.models(place, timeout);
    }

    private GeminiStreamOpening opening(Request request, ChatCall call, StreamLimits limits) {
        return new GeminiStreamOpening(http, answers, words, request, call.timeout(), limits);
    }

    private static Outcome outcome(Lookup<ChatResponse> answer) {
        return answer instanceof Lookup.Found<ChatResponse> found
                ? new Outcome.Completed(found.value())
                : new Outcome.Failed(((Lookup.Failed<ChatResponse>) answer).failure());
    }

    private static Failure unsendable(Lookup<Request> request) {
        return ((Lookup.Failed<Request>) request).failure();
    }
}
