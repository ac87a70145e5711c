package dev.quotarouter.provider;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.quota.QuotaLimits;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An adapter to one vendor's API, chosen by the prefix of a deployment's model: {@code gemini/gemini-2.5-pro}.
 *
 * <p>All knowledge of the vendor lives here: how a request looks on the wire, what its errors mean, how it counts.
 * Implementations are thread-safe. One that stands in {@code META-INF/services} and has a public constructor without
 * arguments is found by its {@link #name()}; one given to the builder goes before it.
 */
public interface ChatProvider extends AutoCloseable {
    /** {@return the prefix that models of this provider have, without the slash} */
    String name();

    /** {@return what is known of the model; a careful guess for a model never heard of} */
    ModelProfile profile(String model);

    /** {@return the zone at whose midnight daily quotas start anew} */
    ZoneId quotaZone();

    /** {@return the quota that each of the vendor's tiers gives of this model, by the tier's name; may be empty} */
    Map<String, QuotaLimits> tiers(String model);

    /**
     * {@return what the model costs; empty, as here, if no price is known}
     *
     * @param tier the tier that its project is on, by the name it has in {@link #tiers}; empty if nobody has said
     */
    default Optional<ModelPrice> price(String model, Optional<String> tier) {
        return Optional.empty();
    }

    /**
     * {@return the models that are known without asking, by their names without the prefix; empty, as here, if none are} Taken
     * where a star stands for models and no key can be asked which there are.
     */
    default Set<String> knownModels() {
        return Set.of();
    }

    /** {@return whether a model that the provider lists can be chatted with; true, as here, for all of them} */
    default boolean canChat(ModelInfo model) {
        return true;
    }

    /** {@return about how many input tokens the request will be counted as; rather more than less, never negative} */
    long estimateInputTokens(ChatRequest request);

    /**
     * {@return the way to the target; makes no call}
     *
     * @throws IllegalArgumentException if none of the provider's models can have such a name
     */
    ChatConnection connect(ProviderTarget target);

    /** Frees what this provider opened itself; calls under way are broken off. Idempotent. */
    @Override
    void close();
}
