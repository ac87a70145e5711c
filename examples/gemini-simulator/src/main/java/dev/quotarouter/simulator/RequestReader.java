package dev.quotarouter.simulator;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request as proto3 JSON: names in camel or snake case, nulls as absent, nothing unknown. For one request; not
 * thread-safe.
 */
final class RequestReader {
    private final List<Complaint> complaints = new ArrayList<>();

    /** {@return the message with all its names in camel case; only meaningful without {@link #complaint()}} */
    ObjectNode read(WireMessage message, JsonNode json) {
        return message(message, json, "");
    }

    /** {@return the answer to a request that cannot be read} */
    Optional<RawReply> complaint() {
        if (complaints.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join(
                "\n", complaints.stream().map(Complaint::description).toList());
        ErrorBody body = ErrorBody.invalidArgument(all);
        complaints.forEach(complaint -> body.badField(complaint.path(), complaint.description()));
        return Optional.of(body.reply());
    }

    private ObjectNode message(WireMessage message, JsonNode json, String path) {
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        if (!json.isObject()) {
            complain(path, "Invalid value at '" + path + "' (" + message + "), " + json);
            return read;
        }
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            Optional<WireField> known = message.field(entry.getKey());
            if (known.isEmpty()) {
                complainAboutName(entry.getKey(), path);
            } else if (!entry.getValue().isNull()) {
                WireField field = known.get();
                read.set(field.name(), field(field, entry.getValue(), join(path, field.snakeName())));
            }
        }
        return read;
    }

    private JsonNode field(WireField field, JsonNode json, String path) {
        return switch (field.form()) {
            case ONE -> value(field, json, path);
            case LIST -> list(field, json, path);
            case MAP -> map(field, json, path);
        };
    }

    private ArrayNode list(WireField field, JsonNode json, String path) {
        ArrayNode read = JsonNodeFactory.instance.arrayNode();
        if (!json.isArray()) {
            // Google: accepts a single message where a list belongs.
            return read.add(value(field, json, path + "[0]"));
        }
        int index = 0;
        for (JsonNode element : json) {
            read.add(value(field, element, path + "[" + index++ + "]"));
        }
        return read;
    }

    private ObjectNode map(WireField field, JsonNode json, String path) {
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        if (!json.isObject()) {
            complain(path, "Invalid value at '" + path + "' (Map), " + json);
            return read;
        }
        int index = 0;
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            read.set(entry.getKey(), value(field, entry.getValue(), path + "[" + index++ + "].value"));
        }
        return read;
    }

    private JsonNode value(WireField field, JsonNode json, String path) {
        Optional<WireMessage> message = field.message();
        if (message.isPresent()) {
            return message(message.get(), json, path);
        }
        WireType type = WireType.valueOf(field.type());
        if (!fits(type, json)) {
            complain(path, "Invalid value at '" + path + "' (" + type.protoName() + "), " + json);
        }
        return json;
    }

    private static boolean fits(WireType type, JsonNode json) {
        return switch (type) {
            case STRING -> json.isString();
            case BYTES -> json.isString() && isBase64(json.asString());
            case INT ->
                json.isIntegralNumber() || (json.isString() && json.asString().matches("-?\\d{1,18}"));
            case NUMBER -> json.isNumber();
            case BOOL -> json.isBoolean();
            case STRUCT -> json.isObject();
            case ANY -> true;
        };
    }

    private static boolean isBase64(String text) {
        // The documented stand-in for a signature from elsewhere is a plain string.
        if (text.equals(SimulatedRequest.SKIP_SIGNATURE)) {
            return true;
        }
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')) != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private void complainAboutName(String name, String path) {
        String place = path.isEmpty() ? "" : " at '" + path + "'";
        complain(path, "Invalid JSON payload received. Unknown name \"" + name + "\"" + place + ": Cannot find field.");
    }

    private void complain(String path, String description) {
        complaints.add(new Complaint(path, description));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private record Complaint(String path, String description) {}
}
