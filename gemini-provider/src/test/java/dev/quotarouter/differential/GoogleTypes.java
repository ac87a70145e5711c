package dev.quotarouter.differential;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.JsonSerializable;
import com.google.genai.types.Content;
import com.google.genai.types.GenerationConfig;
import com.google.genai.types.SafetySetting;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
import java.util.Map;

/** The types that Google's own client builds a request of: what has no place in them, Gemini does not know. */
public final class GoogleTypes {
    private static final ObjectMapper STRICT =
            JsonSerializable.objectMapper().copy().enable(FAIL_ON_UNKNOWN_PROPERTIES);

    /** Google's signature for calls that others made: base64 for addresses, which Gemini takes and its client does not. */
    private static final String DUMMY_SIGNATURE = "skip_thought_signature_validator";

    private GoogleTypes() {}

    /**
     * Checks the body of a request, down to its last member.
     *
     * @throws AssertionError if Google's types have no such member, or another form of it
     */
    public static void requireKnown(String requestBodyJson) {
        try {
            for (Map.Entry<String, JsonNode> member : STRICT.readTree(requestBodyJson.replace(DUMMY_SIGNATURE, "AAAA"))
                    .properties()) {
                requireKnown(member.getKey(), member.getValue());
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError("not known to Google: " + e.getMessage(), e);
        }
    }

    private static void requireKnown(String name, JsonNode value) throws JsonProcessingException {
        switch (name) {
            case "contents" -> requireEach(value, Content.class);
            case "systemInstruction" -> requireType(value, Content.class);
            case "tools" -> requireEach(value, Tool.class);
            case "toolConfig" -> requireType(value, ToolConfig.class);
            case "generationConfig" -> requireType(value, GenerationConfig.class);
            case "safetySettings" -> requireEach(value, SafetySetting.class);
            case "cachedContent", "serviceTier" -> require(value.isTextual(), name);
            case "store" -> require(value.isBoolean(), name);
            default -> throw new AssertionError("not known to Google: " + name);
        }
    }

    private static void requireEach(JsonNode values, Class<?> type) throws JsonProcessingException {
        require(values.isArray(), type.getSimpleName());
        for (JsonNode value : values) {
            requireType(value, type);
        }
    }

    private static void requireType(JsonNode value, Class<?> type) throws JsonProcessingException {
        Object unused = STRICT.treeToValue(value, type);
    }

    private static void require(boolean form, String what) {
        if (!form) {
            throw new AssertionError("another form of " + what + " than Google's");
        }
    }
}
