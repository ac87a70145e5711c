package dev.quotarouter.internal.admission;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ChatProvider;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What a request asks of whoever serves it: abilities and tokens. Belongs to one request; not thread-safe. */
public final class Demand {
    /** More than any prompt has. What a provider says beyond it is taken for this: books must not overflow. */
    public static final long MOST_TOKENS = 1L << 40;

    private final ToLongFunction<ChatProvider> estimate;
    private final Set<Capability> capabilities;
    private final boolean allKnown;
    private final OptionalLong outputBound;
    private final long replyBound;
    private @Nullable ChatProvider counter;
    private long tokens;

    private Demand(
            Set<Capability> capabilities,
            boolean allKnown,
            OptionalLong outputBound,
            long replyBound,
            ToLongFunction<ChatProvider> estimate) {
        this.capabilities = capabilities;
        this.allKnown = allKnown;
        this.outputBound = outputBound;
        this.replyBound = replyBound;
        this.estimate = estimate;
    }

    /** What the request asks. */
    public static Demand of(ChatRequest request) {
        return new Demand(
                Needs.of(request),
                Needs.areAllKnown(request),
                Needs.outputBound(request),
                request.maxOutputTokens().orElse(1),
                provider -> provider.estimateInputTokens(request));
    }

    /** The least that can be asked: plain chat, no tokens to speak of: what has room for nothing else has none for this. */
    public static Demand least() {
        return new Demand(Set.of(), true, OptionalLong.of(1), 1, provider -> 0);
    }

    /** {@return whether the estimate is made of all that the provider will count: nothing lies with the provider itself} */
    public boolean isAllKnown() {
        return allKnown;
    }

    /** {@return what the model must be able to do} */
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** {@return how many tokens the reply may have at most, over all its candidates; empty if that is not bounded} */
    public OptionalLong outputBound() {
        return outputBound;
    }

    /** {@return how many tokens each of its replies may be asked to have; 1 if that is left to the model} */
    long replyBound() {
        return replyBound;
    }

    /** {@return the input tokens of the request as the provider will about count them} Counted once while nobody else asks. */
    public long tokens(ChatProvider provider) {
        if (counter != provider) {
            tokens = Math.min(MOST_TOKENS, Math.max(0, estimate.applyAsLong(provider)));
            counter = provider;
        }
        return tokens;
    }

    /** {@return the input tokens as they were last counted; 0 before anyone has asked} */
    public long tokens() {
        return tokens;
    }
}
