package dev.quotarouter.internal.admission;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.Thinking;
import dev.quotarouter.chat.ToolResult;
import dev.quotarouter.provider.Capability;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/** Reads from a request what a model must be able to do. Has no state. */
final class Needs {
    private static final Set<Capability> NOTHING_SPECIAL = Set.of();

    private Needs() {}

    /** {@return what the model must be able to do} */
    // System text is not among it: a provider folds it into the conversation where the model has no place for it.
    static Set<Capability> of(ChatRequest request) {
        EnumSet<Capability> needs = EnumSet.noneOf(Capability.class);
        ofTools(request, needs);
        ofOptions(request.options(), needs);
        request.thinking().ifPresent(thinking -> ofThinking(thinking, needs));
        for (ChatMessage message : request.messages()) {
            for (Part part : message.parts()) {
                ofPart(part, needs);
            }
        }
        return needs.isEmpty() ? NOTHING_SPECIAL : Collections.unmodifiableSet(needs);
    }

    /** {@return whether all that will be counted stands in the request} Files and caches are seen by the provider alone. */
    static boolean areAllKnown(ChatRequest request) {
        for (ChatMessage message : request.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof FilePart) {
                    return false;
                }
            }
        }
        return request.options().cachedContent().isEmpty();
    }

    /** {@return how many tokens the reply may have at most, over all its candidates; empty if that is not bounded} */
    static OptionalLong outputBound(ChatRequest request) {
        return request.maxOutputTokens().isPresent()
                ? OptionalLong.of((long) request.maxOutputTokens().getAsInt()
                        * request.options().candidateCount())
                : OptionalLong.empty();
    }

    private static void ofTools(ChatRequest request, Set<Capability> needs) {
        boolean tools = !request.tools().isEmpty();
        boolean serverTools = !request.serverTools().isEmpty();
        if (tools) {
            needs.add(Capability.TOOLS);
        }
        if (serverTools) {
            needs.add(Capability.SERVER_TOOLS);
        }
        if (tools && serverTools) {
            needs.add(Capability.TOOLS_WITH_SERVER_TOOLS);
        }
        if (request.responseFormat().json()) {
            boolean schema = request.responseFormat().schemaJson().isPresent();
            needs.add(schema ? Capability.JSON_SCHEMA : Capability.JSON_OUTPUT);
            if (tools) {
                needs.add(Capability.TOOLS_WITH_JSON_OUTPUT);
            }
        }
    }

    private static void ofOptions(ChatOptions options, Set<Capability> needs) {
        if (options.presencePenalty().isPresent() || options.frequencyPenalty().isPresent()) {
            needs.add(Capability.PENALTIES);
        }
        if (options.topLogprobs().isPresent()) {
            needs.add(Capability.LOGPROBS);
        }
        if (options.candidateCount() > 1) {
            needs.add(Capability.MULTIPLE_CANDIDATES);
        }
    }

    private static void ofThinking(Thinking thinking, Set<Capability> needs) {
        if (thinking.isOff()) {
            needs.add(Capability.THINKING_OFF);
        } else {
            needs.add(Capability.THINKING);
        }
    }

    private static void ofPart(Part part, Set<Capability> needs) {
        if (part instanceof DataPart data) {
            ofType(data.mimeType(), needs);
        } else if (part instanceof FilePart file) {
            ofType(file.mimeType().orElse(""), needs);
        } else if (part instanceof ToolResult result) {
            result.data().forEach(data -> ofType(data.mimeType(), needs));
        }
    }

    private static void ofType(String mimeType, Set<Capability> needs) {
        if (mimeType.startsWith("image/")) {
            needs.add(Capability.IMAGES);
        } else if (mimeType.startsWith("audio/")) {
            needs.add(Capability.AUDIO);
        } else if (mimeType.startsWith("video/")) {
            needs.add(Capability.VIDEO);
        } else if (mimeType.startsWith("application/")) {
            needs.add(Capability.DOCUMENTS);
        }
    }
}
