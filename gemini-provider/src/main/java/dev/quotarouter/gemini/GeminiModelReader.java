package dev.quotarouter.gemini;

import dev.quotarouter.provider.ModelInfo;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** Reads a page of Gemini's list of models. */
final class GeminiModelReader {
    private final JsonParser json;
    private String name = "";
    private String displayName = "";
    private String description = "";
    private long inputTokenLimit;
    private long outputTokenLimit;
    private List<String> methods = List.of();
    private boolean thinking;

    private GeminiModelReader(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads the page to its end.
     *
     * @param models gets what stands on it
     * @return the token of the next page; empty if this is the last one
     */
    static String readPage(JsonParser json, List<ModelInfo> models) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new StreamReadException(json, "the list is not a JSON object");
        }
        String next = "";
        for (String field = GeminiJson.nextField(json); !field.isEmpty(); field = GeminiJson.nextField(json)) {
            switch (field) {
                case "models" -> readModels(json, models);
                case "nextPageToken" -> next = GeminiJson.text(json);
                default -> json.skipChildren();
            }
        }
        GeminiJson.requireEnd(json);
        return next;
    }

    /** Reads what is said of one model, to its end. */
    static ModelInfo readModel(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new StreamReadException(json, "the model is not a JSON object");
        }
        ModelInfo model = new GeminiModelReader(json).read();
        GeminiJson.requireEnd(json);
        return model;
    }

    private static void readModels(JsonParser json, List<ModelInfo> models) {
        if (!GeminiJson.isArray(json)) {
            return;
        }
        while (GeminiJson.nextElement(json)) {
            if (GeminiJson.isObject(json)) {
                ModelInfo model = new GeminiModelReader(json).read();
                if (!model.name().isBlank()) {
                    models.add(model);
                }
            }
        }
    }

    private ModelInfo read() {
        for (String field = GeminiJson.nextField(json); !field.isEmpty(); field = GeminiJson.nextField(json)) {
            switch (field) {
                case "name" -> name = GeminiModelName.of(GeminiJson.text(json)).text();
                case "displayName" -> displayName = GeminiJson.text(json);
                case "description" -> description = GeminiJson.text(json);
                case "inputTokenLimit" -> inputTokenLimit = GeminiJson.count(json);
                case "outputTokenLimit" -> outputTokenLimit = GeminiJson.count(json);
                case "supportedGenerationMethods" -> methods = GeminiJson.texts(json);
                case "thinking" -> thinking = GeminiJson.isTrue(json);
                default -> json.skipChildren();
            }
        }
        return new ModelInfo(
                name,
                displayName,
                description,
                known(inputTokenLimit),
                known(outputTokenLimit),
                Set.copyOf(methods),
                thinking);
    }

    private static OptionalLong known(long limit) {
        return limit > 0 ? OptionalLong.of(limit) : OptionalLong.empty();
    }
}
