package dev.quotarouter.openai;

import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.ContentBlockedException;
import dev.quotarouter.error.ContextWindowExceededException;
import dev.quotarouter.error.DeadlineExceededException;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.error.RequestProblem;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.error.StreamBrokenException;
import dev.quotarouter.internal.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes exceptions as OpenAI's errors. */
final class ErrorWriter {
    private ErrorWriter() {}

    /** What OpenAI's clients tell errors apart by. */
    private record Kind(int status, String type, Optional<String> param, Optional<String> code) {
        static Kind ofRequest(int status, String code, String param) {
            return new Kind(status, "invalid_request_error", Optional.of(param), Optional.of(code));
        }

        static Kind of(int status, String type, String code) {
            return new Kind(status, type, Optional.empty(), Optional.of(code));
        }
    }

    static OpenAiError write(RouterException exception, Instant now) {
        Kind kind = kind(exception);
        String message = String.valueOf(exception.getMessage());
        String body = JsonText.write(json -> {
            json.writeStartObject();
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("message", message);
            json.writeStringProperty("type", kind.type());
            json.writeName("param");
            json.writeString(kind.param().orElse(null));
            json.writeName("code");
            json.writeString(kind.code().orElse(null));
            json.writeEndObject();
            json.writeEndObject();
        });
        return new OpenAiError(kind.status(), body, retryAfter(exception, now));
    }

    private static Kind kind(RouterException exception) {
        if (exception instanceof InvalidRequestException invalid) {
            Optional<String> field = invalid.problems().stream()
                    .map(RequestProblem::field)
                    .filter(path -> !path.isEmpty())
                    .findFirst();
            return new Kind(400, "invalid_request_error", field, Optional.empty());
        }
        if (exception instanceof ContextWindowExceededException) {
            return Kind.ofRequest(400, "context_length_exceeded", "messages");
        }
        if (exception instanceof ContentBlockedException) {
            return Kind.ofRequest(400, "content_policy_violation", "messages");
        }
        if (exception instanceof NoSuitableDeploymentException unsuitable) {
            return unsuitable(unsuitable);
        }
        if (exception instanceof QuotaExhaustedException exhausted) {
            String code = exhausted.retryAt().isPresent() ? "rate_limit_exceeded" : "insufficient_quota";
            return Kind.of(429, "rate_limit_error", code);
        }
        if (exception instanceof DeadlineExceededException) {
            return Kind.of(504, "server_error", "deadline_exceeded");
        }
        if (exception instanceof AttemptsFailedException) {
            return Kind.of(502, "server_error", "attempts_failed");
        }
        if (exception instanceof StreamBrokenException) {
            return Kind.of(502, "server_error", "stream_broken");
        }
        if (exception instanceof ChatCancelledException) {
            // Not in any standard; what proxies say when the client has gone.
            return Kind.of(499, "server_error", "cancelled");
        }
        return Kind.of(500, "server_error", "configuration");
    }

    private static Kind unsuitable(NoSuitableDeploymentException exception) {
        // Without a reason per deployment there was no deployment: the name is not known.
        if (exception.refusals().isEmpty()) {
            return Kind.ofRequest(404, "model_not_found", "model");
        }
        return exception.isTooMuchAsked()
                ? Kind.ofRequest(400, "unsupported_value", "model")
                : Kind.of(503, "server_error", "no_suitable_deployment");
    }

    private static OptionalLong retryAfter(RouterException exception, Instant now) {
        if (!(exception instanceof QuotaExhaustedException exhausted)
                || exhausted.retryAt().isEmpty()) {
            return OptionalLong.empty();
        }
        // Rounded up: a client that comes early is refused again.
        Duration wait = Duration.between(now, exhausted.retryAt().get());
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return OptionalLong.of(Math.max(1, seconds));
    }
}
