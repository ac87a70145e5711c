package dev.quotarouter.gemini;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An error as it stands on the wire, whoever wrote it. Details are known by their members, not by {@code @type}, which is
 * sometimes missing; a body that breaks off counts for what came before.
 *
 * @param google whether it has Google's form; if not, something between us and Google answered
 * @param code the HTTP status that it names; 0 if none
 * @param status the canonical code, such as {@code RESOURCE_EXHAUSTED}; may be empty
 * @param message the words; may be empty
 * @param reasons why, in single words such as {@code API_KEY_INVALID}, in the order of the body
 * @param violations the quotas that it names
 * @param retryDelay how long {@code RetryInfo} asks to wait
 */
record GeminiErrorBody(
        boolean google,
        int code,
        String status,
        String message,
        List<String> reasons,
        List<ViolatedQuota> violations,
        Optional<Duration> retryDelay) {
    private static final Pattern MARKUP = Pattern.compile("(?is)<(style|script)\\b.*?</\\1>|<[^>]*>");
    private static final int MAX_MARKUP = 20_000;

    /** {@return the error in the bytes: JSON of Google's, other JSON, HTML, plain text or nothing} */
    static GeminiErrorBody of(byte[] body, String text) {
        Reader reader = new Reader();
        try (JsonParser json = GeminiJson.parser(body)) {
            reader.readRoot(json);
        } catch (JacksonException e) {
            // What was read before it broke off is kept; of what is no JSON that is nothing.
        }
        if (!reader.google && reader.message.isEmpty()) {
            reader.message = plain(text);
        }
        return reader.body();
    }

    /** {@return the error in the object that starts at the current token} */
    static GeminiErrorBody readError(JsonParser json) {
        Reader reader = new Reader();
        reader.readError(json);
        return reader.body();
    }

    private static String plain(String text) {
        String head = text.strip();
        if (!head.startsWith("<")) {
            return head;
        }
        return MARKUP.matcher(head.substring(0, Math.min(head.length(), MAX_MARKUP)))
                .replaceAll(" ")
                .strip();
    }

    /** Collects what the body says, in whatever order it comes. */
    private static final class Reader {
        private boolean google;
        private int code;
        private String status = "";
        private String message = "";
        private final List<String> reasons = new ArrayList<>();
        private final List<ViolatedQuota> violations = new ArrayList<>();
        private Optional<ViolatedQuota> namedInMetadata = Optional.empty();
        private Optional<Duration> retryDelay = Optional.empty();

        GeminiErrorBody body() {
            // The form of 2024 names the quota in ErrorInfo's metadata.
            if (violations.isEmpty()) {
                namedInMetadata.ifPresent(violations::add);
            }
            return new GeminiErrorBody(google, code, status, message, reasons, violations, retryDelay);
        }

        void readRoot(JsonParser json) {
            JsonToken token = json.nextToken();
            // Streams, and the OpenAI-compatible door, wrap the error in an array.
            if (token == JsonToken.START_ARRAY) {
                token = json.nextToken();
            }
            if (token != JsonToken.START_OBJECT) {
                return;
            }
            for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
                switch (name) {
                    case "error" -> readError(json);
                    case "message" -> message = GeminiJson.text(json);
                    default -> json.skipChildren();
                }
            }
        }

        void readError(JsonParser json) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                message = GeminiJson.text(json);
                return;
            }
            for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
                google = true;
                switch (name) {
                    case "code" -> code = (int) Math.min(GeminiJson.count(json), 999);
                    case "status" -> status = GeminiJson.text(json);
                    case "message" -> message = GeminiJson.text(json);
                    case "details", "errors" -> readDetails(json);
                    default -> json.skipChildren();
                }
            }
        }

        private void readDetails(JsonParser json) {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    readDetail(json);
                } else {
                    json.skipChildren();
                }
            }
        }

        private void readDetail(JsonParser json) {
            for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
                switch (name) {
                    case "reason" -> reasons.add(GeminiJson.text(json));
                    case "retryDelay", "retry_delay" -> retryDelay = GoogleDurations.proto(GeminiJson.text(json));
                    case "violations" -> readViolations(json);
                    case "metadata" -> namedInMetadata = ViolatedQuota.readMetadata(json);
                    default -> json.skipChildren();
                }
            }
        }

        private void readViolations(JsonParser json) {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    violations.add(ViolatedQuota.read(json));
                } else {
                    json.skipChildren();
                }
            }
        }
    }
}
