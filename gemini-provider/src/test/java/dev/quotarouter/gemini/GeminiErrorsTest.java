package dev.quotarouter.gemini;

import static dev.quotarouter.chat.FailureKind.CAPABILITY_MISSING;
import static dev.quotarouter.chat.FailureKind.CONNECTION_FAILED;
import static dev.quotarouter.chat.FailureKind.CONTEXT_WINDOW_EXCEEDED;
import static dev.quotarouter.chat.FailureKind.INVALID_REQUEST;
import static dev.quotarouter.chat.FailureKind.KEY_REJECTED;
import static dev.quotarouter.chat.FailureKind.MALFORMED_RESPONSE;
import static dev.quotarouter.chat.FailureKind.MODEL_CLOSED;
import static dev.quotarouter.chat.FailureKind.MODEL_NOT_FOUND;
import static dev.quotarouter.chat.FailureKind.OVERLOADED;
import static dev.quotarouter.chat.FailureKind.PROJECT_REJECTED;
import static dev.quotarouter.chat.FailureKind.RESOURCE_NOT_ACCESSIBLE;
import static dev.quotarouter.chat.FailureKind.SERVER_ERROR;
import static dev.quotarouter.chat.FailureKind.SIGNATURE_REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.Failure;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiErrorsTest {
    private final GeminiServer gemini = new GeminiServer();

    @AfterEach
    void close() {
        gemini.close();
    }

    private static String error(int code, String status, String message, String... details) {
        return """
            {"error":{"code":%d,"message":"%s","status":"%s","details":[%s]}}""".formatted(code, message, status, String.join(",", details));
    }

    private static String reason(String reason) {
        return """
            {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"%s","domain":"googleapis.com"}""".formatted(reason);
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                bad("API key not valid. Please pass a valid API key.", KEY_REJECTED, reason("API_KEY_INVALID")),
                bad("API key expired. Please renew the API key.", KEY_REJECTED, reason("API_KEY_INVALID")),
                bad("Something about a key.", KEY_REJECTED, reason("API_KEY_INVALID")),
                bad("API key not valid. Please pass a valid API key.", KEY_REJECTED),
                arguments(
                        400,
                        error(400, "FAILED_PRECONDITION", "User location is not supported for the API use."),
                        PROJECT_REJECTED),
                arguments(
                        400,
                        error(
                                400,
                                "FAILED_PRECONDITION",
                                "Gemini API free tier is not available in your country. Please enable billing."),
                        PROJECT_REJECTED),
                bad("Invalid JSON payload received. Unknown name \\\"foo\\\": Cannot find field.", INVALID_REQUEST),
                bad("Request payload size exceeds the limit: 20971520 bytes.", INVALID_REQUEST),
                bad("The thinking budget (52428) is invalid.", INVALID_REQUEST),
                bad("Thinking level MEDIUM is not supported for this model.", CAPABILITY_MISSING),
                bad("Invalid thought signature.", SIGNATURE_REJECTED),
                bad("Corrupted thought signature.", SIGNATURE_REJECTED),
                bad("Corrupted `thought_signature` in part 3.", SIGNATURE_REJECTED),
                bad("Thought signature is not valid.. Learn more.", SIGNATURE_REJECTED),
                bad("Unable to submit request because Thought signature is not valid", SIGNATURE_REJECTED),
                bad(
                        "Function call is missing a thought_signature in functionCall parts. This is required for tools"
                                + " to work correctly, and missing thought_signature may lead to degraded model"
                                + " performance.",
                        INVALID_REQUEST),
                bad("You do not have permission to access the File abc or it may not exist.", RESOURCE_NOT_ACCESSIBLE),
                bad("CachedContent can not be used with GenerateContent request setting tools", INVALID_REQUEST),
                bad(
                        "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
                        CONTEXT_WINDOW_EXCEEDED),
                bad("Odour input modality is not enabled for models/gemma-3-4b-it", CAPABILITY_MISSING),
                bad("the prompt said 429 and 503 and limit: 0", INVALID_REQUEST),
                arguments(
                        401,
                        error(401, "UNAUTHENTICATED", "Bad credentials.", reason("ACCESS_TOKEN_TYPE_UNSUPPORTED")),
                        KEY_REJECTED),
                arguments(402, error(402, "FAILED_PRECONDITION", "Payment required."), PROJECT_REJECTED),
                denied("Method doesn't allow unregistered callers.", KEY_REJECTED),
                denied("Your API key was reported as leaked. Please use another API key.", KEY_REJECTED),
                denied("Requests from referer are blocked.", KEY_REJECTED, reason("API_KEY_HTTP_REFERRER_BLOCKED")),
                denied("Requests to this API are blocked.", KEY_REJECTED, reason("API_KEY_SERVICE_BLOCKED")),
                denied("The caller's IP is blocked.", KEY_REJECTED, reason("API_KEY_IP_ADDRESS_BLOCKED")),
                denied("Credentials are missing.", KEY_REJECTED, reason("CREDENTIALS_MISSING")),
                denied("Generative Language API has not been used.", PROJECT_REJECTED, reason("SERVICE_DISABLED")),
                denied("Consumer has been suspended.", PROJECT_REJECTED, reason("CONSUMER_SUSPENDED")),
                denied(
                        "You do not have permission to access the File abc or it may not exist.",
                        RESOURCE_NOT_ACCESSIBLE),
                denied("CachedContent not found (or permission denied)", RESOURCE_NOT_ACCESSIBLE),
                arguments(
                        404,
                        error(404, "NOT_FOUND", "CachedContent not found (or permission denied): cachedContents/x"),
                        RESOURCE_NOT_ACCESSIBLE),
                denied("Your project has been denied access. Please contact support.", PROJECT_REJECTED),
                arguments(
                        404,
                        error(404, "NOT_FOUND", "models/nope is not found for API version v1beta."),
                        MODEL_NOT_FOUND),
                arguments(
                        404, error(404, "NOT_FOUND", "This model is no longer available to new users."), MODEL_CLOSED),
                arguments(413, "<html><title>413</title></html>", INVALID_REQUEST),
                arguments(499, error(499, "CANCELLED", "The operation was cancelled."), CONNECTION_FAILED),
                arguments(500, error(500, "INTERNAL", "An internal error has occurred."), SERVER_ERROR),
                arguments(503, error(503, "UNAVAILABLE", "The model is overloaded."), OVERLOADED),
                arguments(504, error(504, "DEADLINE_EXCEEDED", "Deadline expired."), SERVER_ERROR),
                arguments(408, "", SERVER_ERROR),
                arguments(407, "", CONNECTION_FAILED),
                arguments(418, "", INVALID_REQUEST),
                arguments(302, "", MALFORMED_RESPONSE),
                arguments(502, "<html><body><h1>502 Bad Gateway</h1></body></html>", SERVER_ERROR),
                arguments(503, "upstream connect error", OVERLOADED),
                arguments(401, "<html>Proxy login</html>", CONNECTION_FAILED),
                arguments(403, "<html>Forbidden by the firewall</html>", CONNECTION_FAILED));
    }

    private static Arguments bad(String message, FailureKind kind, String... details) {
        return arguments(400, error(400, "INVALID_ARGUMENT", message, details), kind);
    }

    private static Arguments denied(String message, FailureKind kind, String... details) {
        return arguments(403, error(403, "PERMISSION_DENIED", message, details), kind);
    }

    @ParameterizedTest(name = "{0} {1} means {2}")
    @MethodSource("errors")
    void every_error_of_Gemini_has_one_meaning(int status, String body, FailureKind kind) {
        Failure failure = gemini.failure(status, body);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sent()).isTrue();
        assertThat(failure.message()).isNotBlank().doesNotContain("<", "\n");
        assertThat(gemini.wire.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Function calling is not enabled for models/gemma-3-27b-it                                   | TOOLS
            Tool use with function calling is unsupported                                               | TOOLS
            Function calling with a response mime type: 'application/json' is unsupported               | TOOLS_WITH_JSON_OUTPUT
            Developer instruction is not enabled for models/gemma-3-27b-it                              | SYSTEM_INSTRUCTION
            JSON mode is not enabled for models/gemma-3-27b-it                                          | JSON_OUTPUT
            Image input modality is not enabled for models/gemma-3-1b-it                                | IMAGES
            Audio input modality is not enabled for models/gemma-3-4b-it                                | AUDIO
            Video input modality is not enabled for models/gemma-3-4b-it                                | VIDEO
            Penalty is not enabled for models/gemini-2.5-flash                                          | PENALTIES
            Penalty is not enabled for this model                                                       | PENALTIES
            Logprobs is not enabled for models/gemini-2.5-pro                                           | LOGPROBS
            Logprobs is not enabled for this model                                                      | LOGPROBS
            Multiple candidates is not enabled for this model                                           | MULTIPLE_CANDIDATES
            Budget 0 is invalid. This model only works in thinking mode.                                | THINKING_OFF
            Thinking is not enabled for models/gemma-3-27b-it                                           | THINKING
            Thinking level is not supported for this model.                                             | THINKING
            Unable to submit request because thinking_level is not supported by this model.             | THINKING
            Search Grounding is not supported.                                                          | SERVER_TOOLS
            Search as tool is not enabled for this model                                                | SERVER_TOOLS
            Code execution is not enabled for models/gemini-2.0-flash-lite                              | SERVER_TOOLS
            Code execution tool is not supported. See https://ai.google.dev/gemini-api/docs/models.html | SERVER_TOOLS
            Url Context as tool is not enabled for this model                                           | SERVER_TOOLS
            The model `gemma-3-4b-it` doesn't do it: function calling is not enabled.                   | TOOLS
            Built-in tools ({google_search}) and Function Calling cannot be combined in one request.    | TOOLS_WITH_SERVER_TOOLS
            Tool call context circulation is not enabled for models/gemini-2.5-flash                    | TOOLS_WITH_SERVER_TOOLS
            """)
    void a_refusal_teaches_what_the_model_cannot_do(String message, Capability missing) {
        Failure failure = gemini.failure(400, error(400, "INVALID_ARGUMENT", message));

        assertThat(failure.kind()).isEqualTo(CAPABILITY_MISSING);
        assertThat(failure.missing()).contains(missing);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Invalid value: 'Please explain why code execution in Java is not supported'
            Invalid value: 'why code execution is not supported in my dogs' home'
            Invalid value at contents[0].parts[0].text: Code execution is not supported
            GenerateContentRequest.contents[0].parts[1]: function calling is not enabled
            generation_config.response_schema: JSON mode is not enabled
            Cannot read 'What's it mean that code execution is not supported?' as a schema.
            Cannot read 'my dogs' code execution is not supported' as a schema.
            Cannot read \\"Image input modality is not enabled for models/x\\" as a schema.
            Cannot read `Thinking is not supported` as a schema.
            The text \\"Only one candidate … is cut
            Code execution in this region works, but streaming is not supported
            """)
    void a_refusal_that_quotes_the_request_teaches_nothing(String message) {
        Failure failure = gemini.failure(400, error(400, "INVALID_ARGUMENT", message));

        assertThat(failure.kind()).isEqualTo(INVALID_REQUEST);
        assertThat(failure.missing()).isEmpty();
    }

    @Test
    void a_refusal_that_quotes_words_about_a_key_says_nothing_of_the_key() {
        String message = "Invalid value: 'Why do I read: API key not valid. Please pass a valid API key?'";

        assertThat(gemini.failure(400, error(400, "INVALID_ARGUMENT", message)).kind())
                .isEqualTo(INVALID_REQUEST);
    }

    @Test
    void an_error_in_an_array_is_read() {
        String body = "[" + error(400, "INVALID_ARGUMENT", "x", reason("API_KEY_INVALID")) + "]";

        assertThat(gemini.failure(400, body).kind()).isEqualTo(KEY_REJECTED);
    }

    @Test
    void an_error_with_a_numeric_status_and_legacy_errors_is_read() {
        String body = """
                {"error":{"code":"403","status":7,"message":"no","errors":[{"message":"no","reason":"SERVICE_DISABLED"}]}}""";

        assertThat(gemini.failure(403, body).kind()).isEqualTo(PROJECT_REJECTED);
    }

    @Test
    void an_error_that_breaks_off_counts_for_what_came() {
        String whole = error(400, "INVALID_ARGUMENT", "x", reason("API_KEY_INVALID"));

        assertThat(gemini.failure(400, whole.substring(0, whole.length() - 4)).kind())
                .isEqualTo(KEY_REJECTED);
    }

    @Test
    void an_error_under_status_200_counts_as_the_error_it_names() {
        assertThat(gemini.failure(200, error(503, "UNAVAILABLE", "busy")).kind())
                .isEqualTo(OVERLOADED);
    }

    @Test
    void the_words_of_HTML_are_shown_without_its_markup() {
        Failure failure = gemini.failure(502, "<html><style>p{}</style><body><h1>502</h1> Bad Gateway</body></html>");

        assertThat(failure.message()).isEqualTo("502 Bad Gateway");
    }

    @Test
    void a_long_message_is_shortened() {
        String message = gemini.failure(500, error(500, "INTERNAL", "word ".repeat(5_000)))
                .message();

        assertThat(message).hasSize(300).endsWith("…");
    }

    @Test
    void an_error_without_a_body_shows_its_status() {
        assertThat(gemini.failure(500, "").message()).isEqualTo("HTTP 500");
    }
}
