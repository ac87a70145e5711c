package dev.quotarouter.internal.admission;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ChatProvider;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What a request asks of whoever serves it: abilities and tokens. Belongs to one request; not thread-safe. */
public final class Demand {
    private static final Set<Capability> NOTHING_SPECIAL = Set.of();

    private final ToLongFunction<ChatProvider> estimate;
    private final Set<Capability> capabilities;
    private @Nullable ChatProvider counter;
    private long tokens;

    private Demand(Set<Capability> capabilities, ToLongFunction<ChatProvider> estimate) {
        this.capabilities = capabilities;
        this.estimate = estimate;
    }

    /** What the request asks. */
    public static Demand of(ChatRequest request) {
        return new Demand(capabilitiesOf(request), provider -> provider.estimateInputTokens(request));
    }

    /** The least that can be asked: plain chat, no tokens to speak of. */
    public static Demand least() {
        return new Demand(NOTHING_SPECIAL, provider -> 0);
    }

    /** {@return what the model must be able to do} */
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** {@return the input tokens of the request as the provider will about count them} Counted once while nobody else asks. */
    public long tokens(ChatProvider provider) {
        if (counter != provider) {
            tokens = Math.max(0, estimate.applyAsLong(provider));
            counter = provider;
        }
        return tokens;
    }

    /** {@return the input tokens as they were last counted; 0 before anyone has asked} */
    public long tokens() {
        return tokens;
    }

    // System text is not among them: a provider folds it into the conversation where the model has no place for it.
    private static Set<Capability> capabilitiesOf(ChatRequest request) {
        boolean tools = !request.tools().isEmpty();
        boolean json = request.responseFormat().json();
        boolean images = holdsImages(request);
        if (!tools && !json && !images) {
            return NOTHING_SPECIAL;
        }
        EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (tools) {
            capabilities.add(Capability.TOOLS);
        }
        if (json) {
            boolean schema = request.responseFormat().schemaJson().isPresent();
            capabilities.add(schema ? Capability.JSON_SCHEMA : Capability.JSON_OUTPUT);
        }
        if (tools && json) {
            capabilities.add(Capability.TOOLS_WITH_JSON_OUTPUT);
        }
        if (images) {
            capabilities.add(Capability.IMAGES);
        }
        return capabilities;
    }

    private static boolean holdsImages(ChatRequest request) {
        return request.messages().stream()
                .flatMap(message -> message.parts().stream())
                .anyMatch(part -> part instanceof DataPart data && data.isImage());
    }
}
