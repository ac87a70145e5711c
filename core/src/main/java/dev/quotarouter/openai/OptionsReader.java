package dev.quotarouter.openai;

import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ResponseFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how the reply shall be: its form, its length, its randomness, its cost. */
final class OptionsReader {
    private static final int MOST_LOGPROBS = 20;
    private static final Map<String, Optional<String>> SERVICE_TIERS = Map.of(
            "auto", Optional.empty(),
            "default", Optional.of("standard"),
            "standard", Optional.of("standard"),
            "flex", Optional.of("flex"),
            "priority", Optional.of("priority"));

    private final JsonMembers body;
    private final ChatOptions.Builder options = ChatOptions.builder();

    OptionsReader(JsonMembers body) {
        this.body = body;
    }

    /** Adds them to the request. */
    void read(ChatRequest.Builder request) {
        body.get("temperature").number(0, 2).ifPresent(request::temperature);
        body.get("top_p").number(0, 1).ifPresent(request::topP);
        body.get("seed").integer(Integer.MIN_VALUE, Integer.MAX_VALUE).ifPresent(request::seed);
        maxTokens().ifPresent(request::maxOutputTokens);
        request.stop(stop(body.get("stop")));
        body.get("response_format").members().map(OptionsReader::format).ifPresent(request::responseFormat);
        body.get("presence_penalty").number(-2, 2).ifPresent(options::presencePenalty);
        body.get("frequency_penalty").number(-2, 2).ifPresent(options::frequencyPenalty);
        body.get("top_k").integer(1, Integer.MAX_VALUE).ifPresent(options::topK);
        body.get("n").integer(1, Integer.MAX_VALUE).ifPresent(options::candidateCount);
        body.get("service_tier").oneOf(SERVICE_TIERS).flatMap(tier -> tier).ifPresent(options::serviceTier);
        readLogprobs();
        new GoogleReader(body).read(request, options);
        request.options(options.build());
    }

    private OptionalInt maxTokens() {
        JsonField older = body.get("max_tokens");
        OptionalInt newer = body.get("max_completion_tokens").integer(1, Integer.MAX_VALUE);
        OptionalInt old = older.integer(1, Integer.MAX_VALUE);
        if (newer.isPresent() && old.isPresent() && !newer.equals(old)) {
            older.problem("contradicts max_completion_tokens", "leave max_tokens out");
        }
        return newer.isPresent() ? newer : old;
    }

    private static String[] stop(JsonField field) {
        List<JsonField> texts = field.isText() ? List.of(field) : field.items();
        return texts.stream().flatMap(text -> text.text().stream()).toArray(String[]::new);
    }

    private void readLogprobs() {
        boolean wanted = body.get("logprobs").flag().orElse(false);
        JsonField top = body.get("top_logprobs");
        OptionalInt alternatives = top.integer(0, MOST_LOGPROBS);
        if (wanted) {
            options.logprobs(alternatives.orElse(0));
        } else if (alternatives.orElse(0) > 0) {
            top.problem("comes without logprobs", "set logprobs to true");
        }
    }

    private static ResponseFormat format(JsonMembers format) {
        Map<String, ResponseFormat> kinds = Map.of(
                "text", ResponseFormat.TEXT,
                "json_object", ResponseFormat.JSON,
                "json_schema", ResponseFormat.JSON);
        JsonField type = format.get("type").required("write text, json_object or json_schema");
        ResponseFormat kind = type.oneOf(kinds).orElse(ResponseFormat.TEXT);
        if (type.text().orElse("").equals("json_schema")) {
            Optional<String> schema = format.get("json_schema")
                    .required("write the schema in it")
                    .members()
                    .flatMap(OptionsReader::schema);
            kind = schema.map(ResponseFormat::jsonSchema).orElse(kind);
        }
        format.refuseOthers();
        return kind;
    }

    private static Optional<String> schema(JsonMembers schema) {
        // A label, and a promise that is kept either way.
        schema.get("name").text();
        schema.get("strict").flag();
        schema.ignore("description");
        Optional<String> json =
                schema.get("schema").required("write a JSON Schema").object();
        schema.refuseOthers();
        return json;
    }
}
