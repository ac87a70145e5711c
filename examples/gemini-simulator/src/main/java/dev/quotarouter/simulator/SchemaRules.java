package dev.quotarouter.simulator;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Google refuses in a {@code parameters} schema. */
final class SchemaRules {
    private SchemaRules() {}

    static Optional<String> complaint(JsonNode schema, String place) {
        for (JsonNode required : schema.path("required")) {
            if (!schema.path("properties").has(required.asString())) {
                return Optional.of(
                        "* " + place + ".parameters.required: property is not defined: " + required.asString());
            }
        }
        if (schema.path("type").asString("").equalsIgnoreCase("OBJECT")
                && schema.has("properties")
                && schema.path("properties").isEmpty()) {
            return Optional.of("* " + place + ".parameters.properties: should be non-empty for OBJECT type");
        }
        if (schema.path("type").asString("").equalsIgnoreCase("ARRAY") && !schema.has("items")) {
            return Optional.of("* " + place + ".parameters.items: missing field.");
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            Optional<String> below = complaint(property.getValue(), place + "." + property.getKey());
            if (below.isPresent()) {
                return below;
            }
        }
        return schema.has("items") ? complaint(schema.path("items"), place + ".items") : Optional.empty();
    }
}
