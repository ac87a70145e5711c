package dev.quotarouter.simulation;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.provider.StreamLimits;
import dev.quotarouter.simulator.GeminiBooks;
import dev.quotarouter.simulator.GeminiBooks.Ruling;
import dev.quotarouter.time.Scheduler.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The way to the books with one key: a call is ruled on at once and answered when its time has come. */
final class SimulatedConnection implements ChatConnection {
    /** How long an answer takes that needs no model: a refusal, a description. */
    private static final Duration AT_ONCE = Duration.ofMillis(80);

    private static final ChatMessage REPLY = ChatMessage.assistant("Yes.");

    private final ProviderTarget target;
    private final Requests requests;
    private final GeminiBooks books;
    private final VirtualTime time;
    private final Chronicle chronicle;

    SimulatedConnection(
            ProviderTarget target, Requests requests, GeminiBooks books, VirtualTime time, Chronicle chronicle) {
        this.target = target;
        this.requests = requests;
        this.books = books;
        this.time = time;
        this.chronicle = chronicle;
    }

    @Override
    public CompletableFuture<Outcome> chatAsync(ChatCall call) {
        int request = Prompt.number(call.request());
        long tokens = requests.tokens(request);
        Ruling ruling = books.call(target.key().name(), target.model(), tokens);
        Chronicle.Call noted = chronicle.called(request, target, ruling);
        if (ruling instanceof Ruling.Refused refused) {
            return failure(AT_ONCE, SimulatedFailures.of(refused), noted);
        }
        if (ruling instanceof Ruling.Failed failed) {
            return failure(AT_ONCE, SimulatedFailures.of(failed.error()), noted);
        }
        Duration reply = Duration.ofMillis(requests.replyMillis(request));
        if (reply.compareTo(call.timeout()) >= 0) {
            Failure late = Failure.of(FailureKind.TIMEOUT, "no reply within " + call.timeout());
            return failure(call.timeout(), late, noted);
        }
        return answer(reply, new Outcome.Completed(reply(tokens)), noted, noted::over);
    }

    @Override
    public CompletableFuture<Lookup<ModelInfo>> model(Duration timeout) {
        Lookup<ModelInfo> found = books.look(target.key().name(), target.model())
                .<Lookup<ModelInfo>>map(error -> new Lookup.Failed<>(SimulatedFailures.of(error)))
                .orElseGet(() -> new Lookup.Found<>(description()));
        CompletableFuture<Lookup<ModelInfo>> answer = new CompletableFuture<>();
        time.schedule(AT_ONCE, () -> answer.complete(found));
        return answer;
    }

    @Override
    public CompletableFuture<Lookup<List<ModelInfo>>> models(Duration timeout) {
        return CompletableFuture.completedFuture(
                new Lookup.Failed<>(Failure.of(FailureKind.CONNECTION_FAILED, "the simulation lists no models")));
    }

    @Override
    public Outcome chat(ChatCall call) {
        throw notSimulated();
    }

    @Override
    public Opening stream(ChatCall call, StreamLimits limits) {
        throw notSimulated();
    }

    @Override
    public CompletableFuture<Opening> streamAsync(ChatCall call, StreamLimits limits) {
        throw notSimulated();
    }

    @Override
    public CompletableFuture<Lookup<Long>> countTokens(ChatCall call) {
        throw notSimulated();
    }

    private CompletableFuture<Outcome> failure(Duration delay, Failure failure, Chronicle.Call call) {
        return answer(delay, new Outcome.Failed(failure), call, () -> call.failed(failure.kind()));
    }

    private CompletableFuture<Outcome> answer(
            Duration delay, Outcome outcome, Chronicle.Call call, Runnable whenItArrives) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        Cancellation arrival = time.schedule(delay, () -> {
            whenItArrives.run();
            answer.complete(outcome);
        });
        CompletableFuture<Outcome> unused = answer.whenComplete((done, thrown) -> {
            arrival.cancel();
            call.over();
        });
        return answer;
    }

    private ModelInfo description() {
        return new ModelInfo(
                target.model(), "", "", OptionalLong.empty(), OptionalLong.empty(), Set.of("generateContent"), false);
    }

    private ChatResponse reply(long tokens) {
        return ChatResponse.builder(REPLY)
                .model(target.model())
                .usage(new TokenUsage(tokens, 1, 0, 0, 0, tokens + 1))
                .build();
    }

    // One thread lives through all of virtual time: it cannot stand and wait.
    private static UnsupportedOperationException notSimulated() {
        return new UnsupportedOperationException("a simulation knows asynchronous chats only");
    }
}
