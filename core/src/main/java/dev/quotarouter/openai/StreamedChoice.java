package dev.quotarouter.openai;

import dev.quotarouter.chat.ChatChunk;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** One reply of a stream, and what was written of it. Not thread-safe. */
final class StreamedChoice {
    private final int index;
    // A citation's place is counted from the beginning of the reply.
    private final StringBuilder text = new StringBuilder();
    private boolean begun;
    private int calls;

    StreamedChoice(int index) {
        this.index = index;
    }

    /** {@return the choice that tells what the chunk says; empty if it says nothing} */
    Optional<Consumer<JsonGenerator>> said(ChatChunk chunk) {
        ReplyWriter reply = new ReplyWriter(chunk.parts());
        boolean silent = reply.isEmpty()
                && chunk.logprobs().isEmpty()
                && chunk.grounding().isNone();
        if (silent && begun) {
            return Optional.empty();
        }
        boolean first = !begun;
        int firstCall = calls;
        begun = true;
        calls += reply.calls();
        text.append(reply.text());
        return Optional.of(json -> {
            json.writeNumberProperty("index", index);
            json.writeObjectPropertyStart("delta");
            if (first) {
                json.writeStringProperty("role", "assistant");
            }
            reply.writeDelta(json, firstCall);
            if (!chunk.grounding().isNone()) {
                ReplyFacts.writeAnnotations(json, chunk.grounding(), text.toString());
            }
            json.writeEndObject();
            ReplyFacts.writeLogprobs(json, chunk.logprobs());
            json.writeNullProperty("finish_reason");
        });
    }

    /** {@return the choice that tells why the reply ended; empty if it goes on} */
    Optional<Consumer<JsonGenerator>> finish(ChatChunk chunk) {
        return chunk.finishReason().map(reason -> json -> {
            json.writeNumberProperty("index", index);
            json.writeObjectPropertyStart("delta");
            json.writeEndObject();
            json.writeNullProperty("logprobs");
            ReplyFacts.writeFinish(json, reason, chunk.providerFinishReason(), calls > 0);
        });
    }
}
