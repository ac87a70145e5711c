package dev.quotarouter.simulator;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that a model says; how it is written depends on the model and on whether it is streamed.
 *
 * <p>Immutable; each method gives a changed copy.
 */
public final class ModelReply implements SimulatedReply {
    static final ModelReply EMPTY = new ModelReply(List.of(), "STOP", Optional.empty());
    private static final JsonMapper JSON = new JsonMapper();

    private final List<ReplyPart> parts;
    private final String finishReason;
    private final Optional<String> blockReason;

    private ModelReply(List<ReplyPart> parts, String finishReason, Optional<String> blockReason) {
        this.parts = parts;
        this.finishReason = finishReason;
        this.blockReason = blockReason;
    }

    /** {@return a copy that also says the text} */
    public ModelReply text(String text) {
        return plus(new ReplyPart.Text(text));
    }

    /**
     * {@return a copy that also calls the function}
     *
     * @param arguments a JSON object
     * @throws IllegalArgumentException if the arguments are no JSON object
     */
    public ModelReply functionCall(String name, String arguments) {
        return plus(new ReplyPart.Call(name, object(arguments)));
    }

    /** {@return a copy that stops for the reason instead of {@code STOP}} */
    public ModelReply finishReason(String reason) {
        return new ModelReply(parts, requireNonNull(reason, "reason"), blockReason);
    }

    /** {@return a copy without candidates, as the prompt was blocked for the reason} */
    public ModelReply blockReason(String reason) {
        return new ModelReply(List.of(), finishReason, Optional.of(reason));
    }

    ModelReply plus(ReplyPart part) {
        List<ReplyPart> all = new ArrayList<>(parts);
        all.add(part);
        return new ModelReply(List.copyOf(all), finishReason, blockReason);
    }

    ModelReply withParts(List<ReplyPart> changed) {
        return new ModelReply(List.copyOf(changed), finishReason, blockReason);
    }

    List<ReplyPart> parts() {
        return parts;
    }

    String finishReason() {
        return finishReason;
    }

    Optional<String> blockReason() {
        return blockReason;
    }

    boolean callsFunctions() {
        return parts.stream().anyMatch(ReplyPart.Call.class::isInstance);
    }

    private static ObjectNode object(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("arguments must be a JSON object", malformed);
        }
        throw new IllegalArgumentException("arguments must be a JSON object");
    }
}
