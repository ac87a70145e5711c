package dev.quotarouter.differential;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.BlockedReason;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How Google's own client reads what a server sends. */
final class GoogleSdk implements AutoCloseable {
    private final Logger log = Logger.getLogger("com.google.genai");
    private final Client client;

    GoogleSdk(URI address) {
        // It warns of each reply that is not text alone.
        log.setLevel(Level.OFF);
        // It would try five times.
        HttpRetryOptions once = HttpRetryOptions.builder().attempts(1).build();
        HttpOptions options = HttpOptions.builder()
                .baseUrl(address.toString())
                .apiVersion("v1beta")
                .retryOptions(once)
                .build();
        client = Client.builder().apiKey("key").httpOptions(options).build();
    }

    /**
     * What came of a call.
     *
     * @param events what was read; a whole reply is a single event
     * @param error what ended the call, unless it just ended
     */
    record Told(List<GenerateContentResponse> events, Optional<RuntimeException> error) {
        List<Reading> readings() {
            return GoogleReadings.of(events);
        }

        /** {@return the text of the first candidate} */
        String text() {
            return readings().stream().findFirst().map(Reading::text).orElse("");
        }

        /** {@return why it ended: the name of the error, or Google's word for why prompt or reply got no further} */
        String ending() {
            return error.map(e -> e.getClass().getSimpleName())
                    .or(() -> events.stream()
                            .flatMap(event -> event.promptFeedback().stream())
                            .flatMap(feedback -> feedback.blockReason().stream())
                            .map(BlockedReason::toString)
                            .findFirst())
                    .or(() -> readings().stream().findFirst().map(Reading::finishReason))
                    .orElse(Reading.NO_FINISH_REASON);
        }

        /** {@return the model that answered} */
        Optional<String> model() {
            return first(GenerateContentResponse::modelVersion);
        }

        /** {@return the id of the reply} */
        Optional<String> id() {
            return first(GenerateContentResponse::responseId);
        }

        private <T> Optional<T> first(Function<GenerateContentResponse, Optional<T>> member) {
            return events.stream()
                    .flatMap(event -> member.apply(event).stream())
                    .findFirst();
        }

        /** {@return the ids of the first candidate's calls, where there are any} */
        List<Optional<String>> callIds() {
            return events.stream()
                    .flatMap(event -> event.candidates().orElse(List.of()).stream())
                    .filter(candidate -> candidate.index().orElse(0) == 0)
                    .flatMap(candidate -> candidate.content().flatMap(Content::parts).orElse(List.of()).stream())
                    .flatMap(part -> part.functionCall().stream())
                    .map(FunctionCall::id)
                    .toList();
        }
    }

    Told read(boolean stream) {
        List<GenerateContentResponse> events = new ArrayList<>();
        try {
            if (stream) {
                stream(events);
            } else {
                events.add(client.models.generateContent(Loopback.MODEL, "Hi", null));
            }
            return new Told(events, Optional.empty());
        } catch (RuntimeException e) {
            return new Told(events, Optional.of(e));
        }
    }

    private void stream(List<GenerateContentResponse> events) {
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(Loopback.MODEL, "Hi", null)) {
            stream.forEach(events::add);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
