package dev.quotarouter.gateway;

import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ModelProfile;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** What the providers on the class path know of their models by heart, under LiteLLM's names. Asks nobody. */
final class ModelFacts implements AutoCloseable {
    private static final Map<String, Capability> ABILITIES = Map.of(
            "supports_function_calling", Capability.TOOLS,
            "supports_system_messages", Capability.SYSTEM_INSTRUCTION,
            "supports_vision", Capability.IMAGES,
            "supports_audio_input", Capability.AUDIO,
            "supports_pdf_input", Capability.DOCUMENTS,
            "supports_response_schema", Capability.JSON_SCHEMA,
            "supports_reasoning", Capability.THINKING,
            "supports_web_search", Capability.SERVER_TOOLS);

    private final Map<String, ChatProvider> providers = new HashMap<>();

    ModelFacts() {
        ServiceLoader.load(ChatProvider.class).forEach(provider -> providers.put(provider.name(), provider));
    }

    /** {@return the facts of a model that is written as {@code provider/model}} */
    JsonObject of(String model) {
        int slash = model.indexOf('/');
        String providerName = model.substring(0, Math.max(0, slash));
        JsonObject facts = new JsonObject()
                .put("key", model)
                .put("litellm_provider", providerName)
                .put("mode", "chat");
        ChatProvider provider = providers.get(providerName);
        if (provider == null) {
            return facts;
        }
        String name = model.substring(slash + 1);
        ModelProfile profile = provider.profile(name);
        profile.contextTokens().ifPresent(tokens -> facts.put("max_input_tokens", tokens));
        profile.maxOutputTokens().ifPresent(tokens -> facts.put("max_output_tokens", tokens));
        ABILITIES.forEach((ability, capability) -> facts.put(ability, profile.can(capability)));
        return facts;
    }

    @Override
    public void close() {
        providers.values().forEach(ChatProvider::close);
    }
}
