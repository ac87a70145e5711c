package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reply to a {@link ChatRequest}, and the attempts that led to it.
 *
 * <p>Immutable. Applications receive it; providers, and fakes in tests, build it.
 */
public final class ChatResponse {
    private final List<Candidate> candidates;
    private final TokenUsage usage;
    private final String model;
    private final Optional<String> id;
    private final List<Attempt> attempts;

    private ChatResponse(Builder builder) {
        candidates = builder.candidates;
        usage = builder.usage;
        model = builder.model;
        id = builder.id;
        attempts = builder.attempts;
    }

    /** Starts a response around what the model said. */
    public static Builder builder(ChatMessage message) {
        return new Builder(List.of(new Candidate(message, FinishReason.STOP, "")));
    }

    /**
     * Starts a response with several replies, the first of which is the one that counts.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Builder builder(List<Candidate> candidates) {
        return new Builder(candidates);
    }

    /** {@return a builder that holds what this response holds} */
    public Builder toBuilder() {
        return new Builder(candidates).usage(usage).model(model).id(id).attempts(attempts);
    }

    /** {@return the reply as text; empty if the model only called tools} */
    public String text() {
        return message().text();
    }

    /** {@return the tools the model wants to be run, in order; empty if none} */
    public List<ToolCall> toolCalls() {
        return message().toolCalls();
    }

    /** {@return what the model told of its thoughts; empty unless asked for} */
    public String thoughts() {
        return message().thoughts();
    }

    /** {@return the reply as a message, to be added to the next request unchanged} */
    public ChatMessage message() {
        return candidates.get(0).message();
    }

    /** {@return every reply, in order; one unless several were asked for} */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** {@return what the reply rests on: searches, pages, quotations} */
    public Grounding grounding() {
        return candidates.get(0).grounding();
    }

    /** {@return why the model stopped} */
    public FinishReason finishReason() {
        return candidates.get(0).finishReason();
    }

    /** {@return why the model stopped, in the provider's own word; empty if it gave none} */
    public String providerFinishReason() {
        return candidates.get(0).providerFinishReason();
    }

    /** {@return what the chat cost in tokens, as the provider counted} */
    public TokenUsage usage() {
        return usage;
    }

    /** {@return the model that answered, as the provider names it; empty if it did not say} */
    public String model() {
        return model;
    }

    /** {@return the provider's id of this reply} */
    public Optional<String> id() {
        return id;
    }

    /** {@return every call that was made for this reply, in order; the last one brought it} */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** Names the model and the ending: a reply does not belong into a log. */
    @Override
    public String toString() {
        return "ChatResponse[" + model + ", " + finishReason() + ", " + usage.totalTokens() + " tokens, "
                + attempts.size() + " attempts]";
    }

    /** Collects a {@link ChatResponse}. Not thread-safe. A later value replaces an earlier one. */
    public static final class Builder {
        private List<Candidate> candidates;
        private TokenUsage usage = TokenUsage.UNKNOWN;
        private String model = "";
        private Optional<String> id = Optional.empty();
        private List<Attempt> attempts = List.of();

        private Builder(List<Candidate> candidates) {
            this.candidates = List.copyOf(candidates);
            if (candidates.isEmpty()) {
                throw new IllegalArgumentException("a response has at least one candidate");
            }
        }

        /** Sets why the model stopped the first reply, and the provider's own word for it. */
        public Builder finishReason(FinishReason finishReason, String providerFinishReason) {
            Candidate first = candidates.get(0);
            List<Candidate> changed = new ArrayList<>(candidates);
            changed.set(
                    0,
                    new Candidate(
                            first.message(),
                            finishReason,
                            providerFinishReason,
                            first.grounding(),
                            first.logprobs(),
                            first.safetyRatings()));
            candidates = List.copyOf(changed);
            return this;
        }

        /** Sets what the chat cost in tokens. */
        public Builder usage(TokenUsage usage) {
            this.usage = requireNonNull(usage, "usage");
            return this;
        }

        /** Sets the model that answered, as the provider names it. */
        public Builder model(String model) {
            this.model = requireNonNull(model, "model");
            return this;
        }

        /** Sets the provider's id of the reply. */
        public Builder id(Optional<String> id) {
            this.id = requireNonNull(id, "id");
            return this;
        }

        /** Sets the calls that led to the reply. */
        public Builder attempts(List<Attempt> attempts) {
            this.attempts = List.copyOf(attempts);
            return this;
        }

        /** {@return the response} */
        public ChatResponse build() {
            return new ChatResponse(this);
        }
    }
}
