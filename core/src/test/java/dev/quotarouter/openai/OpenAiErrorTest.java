package dev.quotarouter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ContentBlockedException;
import dev.quotarouter.error.ContextWindowExceededException;
import dev.quotarouter.error.DeadlineExceededException;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.error.RequestProblem;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.error.StreamBrokenException;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.routing.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiErrorTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:15:30Z");

    private static NoSuitableDeploymentException unsuitable(Availability... reasons) {
        List<Refusal> refusals = Stream.of(reasons)
                .map(reason -> new Refusal("d", reason, Optional.empty(), ""))
                .toList();
        return new NoSuitableDeploymentException("why", refusals, List.of());
    }

    private static QuotaExhaustedException exhausted(Optional<Instant> retryAt) {
        return new QuotaExhaustedException("why", retryAt, List.of(), List.of());
    }

    static Stream<Arguments> everyException() {
        String request = "invalid_request_error";
        String server = "server_error";
        ChatResponse partial =
                ChatResponse.builder(ChatMessage.assistant("Hel")).build();
        return Stream.of(
                arguments(new InvalidRequestException("why", List.of()), 400, request, null, null),
                arguments(
                        new InvalidRequestException(List.of(new RequestProblem("n", "why", "mend it"))),
                        400,
                        request,
                        "n",
                        null),
                arguments(
                        new ContextWindowExceededException("why", List.of()),
                        400,
                        request,
                        "messages",
                        "context_length_exceeded"),
                arguments(
                        new ContentBlockedException("why", List.of()),
                        400,
                        request,
                        "messages",
                        "content_policy_violation"),
                arguments(unsuitable(), 404, request, "model", "model_not_found"),
                arguments(
                        unsuitable(Availability.CAPABILITY_MISSING, Availability.CONTEXT_TOO_SMALL),
                        400,
                        request,
                        "model",
                        "unsupported_value"),
                arguments(
                        unsuitable(Availability.CAPABILITY_MISSING, Availability.KEY_BLOCKED),
                        503,
                        server,
                        null,
                        "no_suitable_deployment"),
                arguments(exhausted(Optional.of(NOW)), 429, "rate_limit_error", null, "rate_limit_exceeded"),
                arguments(exhausted(Optional.empty()), 429, "rate_limit_error", null, "insufficient_quota"),
                arguments(new DeadlineExceededException("why", List.of()), 504, server, null, "deadline_exceeded"),
                arguments(new AttemptsFailedException("why", List.of()), 502, server, null, "attempts_failed"),
                arguments(
                        new StreamBrokenException(
                                "why", FailureKind.CONNECTION_FAILED, partial, List.of(), Optional.empty()),
                        502,
                        server,
                        null,
                        "stream_broken"),
                arguments(new ChatCancelledException("why", List.of()), 499, server, null, "cancelled"),
                arguments(new ConfigException(List.of()), 500, server, null, "configuration"));
    }

    @ParameterizedTest
    @MethodSource("everyException")
    void every_exception_has_its_status_and_its_words(
            RouterException exception, int status, String type, @Nullable String param, @Nullable String code) {
        OpenAiError error = OpenAiChat.writeError(exception, NOW);

        assertThat(error.status()).isEqualTo(status);
        assertThat(Json.names(error.json(), "error")).containsExactly("message", "type", "param", "code");
        assertThat(Json.at(error.json(), "error.message")).isEqualTo(exception.getMessage());
        assertThat(Json.at(error.json(), "error.type")).isEqualTo(type);
        assertThat(Json.at(error.json(), "error.param")).isEqualTo(param);
        assertThat(Json.at(error.json(), "error.code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-05T10:15:31Z, 1",
        "2026-11-05T10:15:31.001Z, 2",
        "2026-11-05T10:16:30Z, 60",
        "2026-11-05T10:15:30Z, 1",
        "2026-11-05T10:00:00Z, 1",
    })
    void when_to_come_back_is_rounded_up(Instant retryAt, long seconds) {
        assertThat(OpenAiChat.writeError(exhausted(Optional.of(retryAt)), NOW).retryAfterSeconds())
                .hasValue(seconds);
    }

    @Test
    void nobody_is_told_to_come_back_to_what_no_clock_brings_back() {
        assertThat(OpenAiChat.writeError(exhausted(Optional.empty()), NOW).retryAfterSeconds())
                .isEmpty();
        assertThat(OpenAiChat.writeError(new DeadlineExceededException("why", List.of()), NOW)
                        .retryAfterSeconds())
                .isEmpty();
    }
}
