package dev.quotarouter.simulator;

import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes an error in the form that Google's APIs share: code, message, status, typed details. */
final class ErrorBody {
    private static final String SERVICE = "generativelanguage.googleapis.com";

    private final int code;
    private final String message;
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final ObjectNode error = root.putObject("error");

    private ErrorBody(int code, String status, String message) {
        this.code = code;
        this.message = message;
        error.put("code", code).put("message", message).put("status", status);
    }

    static ErrorBody of(int code, String status, String message) {
        return new ErrorBody(code, status, message);
    }

    static ErrorBody invalidArgument(String message) {
        return of(400, "INVALID_ARGUMENT", message);
    }

    static ErrorBody permissionDenied(String message) {
        return of(403, "PERMISSION_DENIED", message);
    }

    static ErrorBody exhausted(String message) {
        return of(429, "RESOURCE_EXHAUSTED", message);
    }

    ErrorBody reason(String reason) {
        return reason(reason, Map.of("service", SERVICE));
    }

    ErrorBody reason(String reason, Map<String, String> metadata) {
        ObjectNode metadataNode = detail("ErrorInfo")
                .put("reason", reason)
                .put("domain", "googleapis.com")
                .putObject("metadata");
        metadata.forEach(metadataNode::put);
        return this;
    }

    ErrorBody localized() {
        detail("LocalizedMessage").put("locale", "en-US").put("message", message);
        return this;
    }

    ErrorBody help(String description, String url) {
        detail("Help")
                .putArray("links")
                .addObject()
                .put("description", description)
                .put("url", url);
        return this;
    }

    /** Adds what is wrong with a field; the first one opens the list. */
    ErrorBody badField(String field, String description) {
        ObjectNode violation = openList("BadRequest", "fieldViolations").addObject();
        if (!field.isEmpty()) {
            violation.put("field", field);
        }
        violation.put("description", description);
        return this;
    }

    /** Adds a full quota; the first one opens the list. A limit of zero is left out, as proto3 JSON does. */
    ErrorBody quota(String metric, String id, String model, long limit) {
        ObjectNode violation = openList("QuotaFailure", "violations")
                .addObject()
                .put("quotaMetric", metric)
                .put("quotaId", id);
        violation.putObject("quotaDimensions").put("location", "global").put("model", model);
        if (limit > 0) {
            violation.put("quotaValue", Long.toString(limit));
        }
        return this;
    }

    ErrorBody retryInfo(String retryDelay) {
        detail("RetryInfo").put("retryDelay", retryDelay);
        return this;
    }

    ErrorBody debugInfo(String text) {
        detail("DebugInfo").put("detail", text);
        return this;
    }

    RawReply reply() {
        return RawReply.json(code, root.toPrettyString() + "\n");
    }

    /** {@return the reply as some of Google's front ends give it: an array of one} */
    RawReply replyInArray() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode().add(root);
        return RawReply.json(code, array.toPrettyString() + "\n");
    }

    /** {@return the reply in the form of Google's older APIs, with the reason in a list of errors} */
    RawReply replyInOldForm(String reason) {
        error.remove("details");
        error.putArray("errors")
                .addObject()
                .put("message", message)
                .put("domain", "global")
                .put("reason", reason);
        return reply();
    }

    /** {@return the reply with a number where the name of the status should be} */
    RawReply replyWithNumericStatus() {
        error.put("status", code);
        return reply();
    }

    private ObjectNode detail(String type) {
        return error.withArray("details").addObject().put("@type", typeUrl(type));
    }

    private ArrayNode openList(String type, String name) {
        ArrayNode details = error.withArray("details");
        for (var detail : details) {
            if (detail.path("@type").asString().equals(typeUrl(type))) {
                return (ArrayNode) detail.path(name);
            }
        }
        return detail(type).putArray(name);
    }

    private static String typeUrl(String type) {
        return "type.googleapis.com/google.rpc." + type;
    }
}
