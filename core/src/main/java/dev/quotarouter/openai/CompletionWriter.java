package dev.quotarouter.openai;

import dev.quotarouter.chat.Candidate;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.internal.json.JsonText;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes a whole reply. */
final class CompletionWriter {
    private CompletionWriter() {}

    static String write(ChatResponse response, CompletionHeader header) {
        return JsonText.write(json -> {
            json.writeStartObject();
            header.write(json, "chat.completion");
            json.writeArrayPropertyStart("choices");
            List<Candidate> candidates = response.candidates();
            for (int i = 0; i < candidates.size(); i++) {
                writeChoice(json, i, candidates.get(i));
            }
            json.writeEndArray();
            if (!response.usage().equals(TokenUsage.UNKNOWN)) {
                ReplyFacts.writeUsage(json, response.usage());
            }
            json.writeEndObject();
        });
    }

    private static void writeChoice(JsonGenerator json, int index, Candidate candidate) {
        ReplyWriter reply = new ReplyWriter(candidate.message().parts());
        json.writeStartObject();
        json.writeNumberProperty("index", index);
        json.writeObjectPropertyStart("message");
        reply.writeMessage(json);
        ReplyFacts.writeAnnotations(
                json, candidate.grounding(), candidate.message().text());
        json.writeEndObject();
        ReplyFacts.writeLogprobs(json, candidate.logprobs());
        ReplyFacts.writeFinish(json, candidate.finishReason(), candidate.providerFinishReason(), reply.hasCalls());
        json.writeEndObject();
    }
}
