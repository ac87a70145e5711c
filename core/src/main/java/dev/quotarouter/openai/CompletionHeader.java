package dev.quotarouter.openai;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What each object of a reply begins with.
 *
 * @param providerId the provider's id of the reply
 * @param model what the request called the model
 * @param created when the reply was made
 */
record CompletionHeader(Optional<String> providerId, String model, Instant created) {
    private static final String PREFIX = "chatcmpl-";
    private static final int BASE = 36;

    /** {@return the id, made from the instant where the provider gave none} */
    String id() {
        return PREFIX + providerId.orElseGet(() -> Long.toString(created.toEpochMilli(), BASE));
    }

    void write(JsonGenerator json, String kind) {
        json.writeStringProperty("id", id());
        json.writeStringProperty("object", kind);
        json.writeNumberProperty("created", created.getEpochSecond());
        json.writeStringProperty("model", model);
    }
}
