package dev.quotarouter.differential;

import dev.quotarouter.chat.Candidate;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatResponseCollector;
import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.CodeResultPart;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.differential.Reading.Background;
import dev.quotarouter.differential.Reading.Call;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.provider.StreamEvent;
import dev.quotarouter.provider.StreamLimits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How the provider reads what a server sends, asked as the router asks it. */
final class OurAdapter implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final GeminiProvider provider;

    OurAdapter(URI address) {
        provider = GeminiProvider.builder().baseUrl(address).build();
    }

    /**
     * What came of a call.
     *
     * @param response what was read; empty if the call failed before there was anything
     * @param chunks what it was put together from; none if it came as a whole
     * @param failure what broke the call; empty if the reply is whole
     */
    record Told(Optional<ChatResponse> response, List<ChatChunk> chunks, Optional<Failure> failure) {
        List<Reading> readings() {
            return response.map(whole -> whole.candidates().stream()
                            .map(candidate -> reading(candidate, whole.usage()))
                            .toList())
                    .orElse(List.of());
        }

        /** {@return the text of the first candidate} */
        String text() {
            return response.map(ChatResponse::text).orElse("");
        }

        /** {@return the model that answered} */
        Optional<String> model() {
            return response.map(ChatResponse::model).filter(name -> !name.isEmpty());
        }

        /** {@return the id of the reply} */
        Optional<String> id() {
            return response.flatMap(ChatResponse::id);
        }

        /** {@return why it ended: the kind of the failure, or Google's word for why the reply got no further} */
        String ending() {
            return failure.map(broken -> broken.kind().name())
                    .orElseGet(() -> readings().get(0).finishReason());
        }
    }

    Told read(boolean stream) {
        ChatCall call = call(Loopback.MODEL, ChatRequest.of("group", "Hi"));
        return stream
                ? drained(connection(Loopback.MODEL).stream(call, new StreamLimits(LONG, LONG)), ChunkSource::next)
                : told(chat(call));
    }

    /** As a stream that is asked for each event without waiting for it. */
    Told readAsync() {
        ChatCall call = call(Loopback.MODEL, ChatRequest.of("group", "Hi"));
        Opening opening = connection(Loopback.MODEL)
                .streamAsync(call, new StreamLimits(LONG, LONG))
                .join();
        return drained(opening, source -> source.nextAsync().join());
    }

    /** Makes a call and does not mind what comes of it. */
    void send(String model, ChatRequest request) {
        Outcome unused = connection(model).chat(call(model, request));
    }

    private Outcome chat(ChatCall call) {
        return connection(Loopback.MODEL).chat(call);
    }

    private static Told told(Outcome outcome) {
        return outcome instanceof Outcome.Completed completed
                ? new Told(Optional.of(completed.response()), List.of(), Optional.empty())
                : new Told(Optional.empty(), List.of(), Optional.of(((Outcome.Failed) outcome).failure()));
    }

    private static Told drained(Opening opening, Function<ChunkSource, StreamEvent> next) {
        if (opening instanceof Opening.Failed failed) {
            return new Told(Optional.empty(), List.of(), Optional.of(failed.failure()));
        }
        ChatResponseCollector collector = new ChatResponseCollector();
        List<ChatChunk> chunks = new ArrayList<>();
        try (ChunkSource source = ((Opening.Opened) opening).source()) {
            StreamEvent event = next.apply(source);
            while (event instanceof StreamEvent.Chunk chunk) {
                collector.add(chunk.chunk());
                chunks.add(chunk.chunk());
                event = next.apply(source);
            }
            Optional<Failure> failure =
                    event instanceof StreamEvent.Broken broken ? Optional.of(broken.failure()) : Optional.empty();
            return new Told(Optional.of(collector.response()), chunks, failure);
        }
    }

    private static Reading reading(Candidate candidate, TokenUsage usage) {
        Pieces pieces = new Pieces();
        candidate.message().parts().forEach(part -> add(part, pieces));
        String word = candidate.providerFinishReason();
        return new Reading(
                candidate.message().text(),
                candidate.message().toolCalls().stream().map(OurAdapter::call).toList(),
                pieces.all(),
                word.isEmpty() ? Reading.NO_FINISH_REASON : word,
                usage,
                new Background(candidate.grounding(), candidate.logprobs(), candidate.safetyRatings()));
    }

    private static Call call(ToolCall call) {
        return new Call(call.name(), PlainJson.of(call.argumentsJson()));
    }

    private static void add(Part part, Pieces pieces) {
        String signature = part.signature().orElse("");
        if (part instanceof TextPart text) {
            pieces.add("text", text.text(), signature);
        } else if (part instanceof ThoughtPart thought) {
            pieces.add("thought", thought.text(), signature);
        } else if (part instanceof ToolCall call) {
            pieces.add("call", call(call).toString(), signature);
        } else if (part instanceof DataPart data) {
            pieces.add("data", data.mimeType() + " " + Base64.getEncoder().encodeToString(data.bytes()), signature);
        } else if (part instanceof FilePart file) {
            pieces.add("file", file.uri(), signature);
        } else if (part instanceof CodePart code) {
            pieces.add("code", code.code(), signature);
        } else if (part instanceof CodeResultPart output) {
            pieces.add("output", output.output(), signature);
        }
    }

    private ChatConnection connection(String model) {
        return provider.connect(new ProviderTarget(model, new ApiKey("KEY", "key"), Optional.empty()));
    }

    private ChatCall call(String model, ChatRequest request) {
        return new ChatCall(request, provider.profile(model), LONG);
    }

    @Override
    public void close() {
        provider.close();
    }
}
