package dev.quotarouter.simulator;

import dev.quotarouter.simulator.SimulatedModel.Feature;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what models there are. Google: 50 on a page unless asked otherwise, 1000 at most. */
final class ModelListing {
    private static final int PAGE = 50;
    private static final int GREATEST_PAGE = 1000;

    private ModelListing() {}

    static RawReply one(SimulatedModel model) {
        return RawReply.json(200, describe(model).toPrettyString() + "\n");
    }

    static RawReply page(List<SimulatedModel> models, HttpUrl url) {
        int size = Math.min(number(url.queryParameter("pageSize"), PAGE), GREATEST_PAGE);
        int from = Math.min(number(url.queryParameter("pageToken"), 0), models.size());
        int to = Math.min(from + (size == 0 ? PAGE : size), models.size());
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode array = root.putArray("models");
        models.subList(from, to).forEach(model -> array.add(describe(model)));
        if (to < models.size()) {
            root.put("nextPageToken", Integer.toString(to));
        }
        return RawReply.json(200, root.toPrettyString() + "\n");
    }

    private static ObjectNode describe(SimulatedModel model) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", "models/" + model.name())
                .put("version", "001")
                .put("displayName", model.name())
                .put("inputTokenLimit", model.inputTokenLimit())
                .put("outputTokenLimit", model.outputTokenLimit());
        node.putArray("supportedGenerationMethods").add("generateContent").add("countTokens");
        node.put("temperature", 1).put("topP", 0.95).put("topK", 64).put("maxTemperature", 2);
        if (model.can(Feature.THINKING)) {
            node.put("thinking", true);
        }
        return node;
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("\\d{1,8}") ? Integer.parseInt(text) : otherwise;
    }
}
