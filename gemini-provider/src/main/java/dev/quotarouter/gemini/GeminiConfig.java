package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.SafetySetting;
import dev.quotarouter.chat.Thinking;
import dev.quotarouter.provider.ModelProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Everything of a request beside the conversation and the tools. */
final class GeminiConfig {
    private static final String PROVIDER = "gemini";

    private final ChatRequest request;
    private final ChatOptions options;
    private final GeminiSchemas schemas;
    private final WireObject body = new WireObject();
    private final WireObject generation = body.object("generationConfig");

    private GeminiConfig(ChatRequest request, GeminiSchemas schemas) {
        this.request = request;
        this.options = request.options();
        this.schemas = schemas;
    }

    /**
     * {@return the members of the body beside the conversation and the tools, the caller's own among them}
     *
     * @throws UnsendableException if Gemini cannot be told the schema of the reply, or the caller's own members say what the
     *     request says already
     */
    static WireObject of(ChatRequest request, ModelProfile profile, GeminiSchemas schemas) {
        GeminiConfig config = new GeminiConfig(request, schemas);
        config.sampling();
        config.replyForm();
        request.thinking().ifPresent(thinking -> config.thinking(thinking, profile));
        GeminiToolWriter.configure(request, config.body);
        config.service();
        Optional<String> own =
                Optional.ofNullable(config.options.providerOptions().get(PROVIDER));
        own.ifPresent(config::add);
        return config.body;
    }

    private void sampling() {
        number("temperature", "temperature", request.temperature());
        number("topP", "topP", request.topP());
        number("topK", "options().topK", options.topK());
        number("maxOutputTokens", "maxOutputTokens", request.maxOutputTokens());
        number("seed", "seed", request.seed());
        number("presencePenalty", "options().presencePenalty", options.presencePenalty());
        number("frequencyPenalty", "options().frequencyPenalty", options.frequencyPenalty());
        if (!request.stop().isEmpty()) {
            generation.put("stopSequences", "stop", request.stop());
        }
        if (options.candidateCount() > 1) {
            generation.put("candidateCount", "options().candidateCount", options.candidateCount());
        }
        options.topLogprobs().ifPresent(alternatives -> {
            generation.put("responseLogprobs", "options().logprobs", true);
            generation.claim("logprobs", "options().logprobs");
            if (alternatives > 0) {
                generation.put("logprobs", "options().logprobs", alternatives);
            }
        });
    }

    private void replyForm() {
        if (!request.responseFormat().json()) {
            return;
        }
        generation.put("responseMimeType", "responseFormat", "application/json");
        request.responseFormat().schemaJson().ifPresent(schema -> {
            generation.put(
                    "responseJsonSchema",
                    "responseFormat",
                    new JsonTree.Raw(schemas.translate("the schema of the reply", schema)));
            // Two other names for the same thing.
            generation.claim("_responseJsonSchema", "responseFormat");
            generation.claim("responseSchema", "responseFormat");
        });
    }

    private void thinking(Thinking wanted, ModelProfile profile) {
        GeminiThinking thinking = GeminiThinking.of(wanted, profile);
        WireObject config = generation.object("thinkingConfig");
        List.of("thinkingBudget", "thinkingLevel", "includeThoughts").forEach(name -> config.claim(name, "thinking"));
        number(config, "thinkingBudget", "thinking", thinking.budget());
        thinking.level().ifPresent(level -> config.put("thinkingLevel", "thinking", level));
        if (thinking.includeThoughts()) {
            config.put("includeThoughts", "thinking", true);
        }
    }

    private void service() {
        if (!options.safetySettings().isEmpty()) {
            body.put(
                    "safetySettings",
                    "options().safety",
                    options.safetySettings().stream().map(GeminiConfig::wire).toList());
        }
        options.serviceTier().ifPresent(tier -> body.put("serviceTier", "options().serviceTier", tier));
        options.cachedContent().ifPresent(this::continueFrom);
    }

    /** Google: a cache holds instructions and tools itself, and a request that brings its own is refused. */
    private void continueFrom(String cachedContent) {
        if (!request.tools().isEmpty() || !request.serverTools().isEmpty() || hasInstructions()) {
            throw new UnsendableException(
                    "a request that continues from cached content has no instructions and no tools of"
                            + " its own; put them into the cache");
        }
        body.put("cachedContent", "options().cachedContent", cachedContent);
        List.of("systemInstruction", "tools", "toolConfig")
                .forEach(name -> body.claim(name, "the cache that options().cachedContent names"));
    }

    private void add(String ownMembers) {
        body.claim("model", "the deployment");
        body.claim("contents", "messages");
        if (hasInstructions()) {
            body.claim("systemInstruction", "the system message");
        }
        if (!request.tools().isEmpty() || !request.serverTools().isEmpty()) {
            body.claim("tools", "tools and serverTools");
        }
        body.add(JsonTree.object(ownMembers));
    }

    private boolean hasInstructions() {
        return request.messages().stream().anyMatch(message -> message.role() == Role.SYSTEM);
    }

    private void number(String name, String owner, OptionalDouble value) {
        value.ifPresent(number -> generation.put(name, owner, number));
    }

    private void number(String name, String owner, OptionalInt value) {
        number(generation, name, owner, value);
    }

    private static void number(WireObject object, String name, String owner, OptionalInt value) {
        value.ifPresent(number -> object.put(name, owner, number));
    }

    private static Map<String, Object> wire(SafetySetting setting) {
        return Map.of("category", setting.category(), "threshold", setting.threshold());
    }
}
