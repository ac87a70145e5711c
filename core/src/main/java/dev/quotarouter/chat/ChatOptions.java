package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What few requests need: the rarer knobs of a {@link ChatRequest}. Immutable.
 *
 * <p>Not every model has every knob. What one refuses the router learns, and asks others from then on.
 */
public final class ChatOptions {
    /** Every knob at the model's default. */
    public static final ChatOptions DEFAULT = builder().build();

    private final OptionalInt topK;
    private final OptionalDouble presencePenalty;
    private final OptionalDouble frequencyPenalty;
    private final int candidateCount;
    private final OptionalInt topLogprobs;
    private final List<SafetySetting> safetySettings;
    private final Optional<String> serviceTier;
    private final Optional<String> cachedContent;
    private final Map<String, String> providerOptions;

    private ChatOptions(Builder builder) {
        topK = builder.topK;
        presencePenalty = builder.presencePenalty;
        frequencyPenalty = builder.frequencyPenalty;
        candidateCount = builder.candidateCount;
        topLogprobs = builder.topLogprobs;
        safetySettings = List.copyOf(builder.safetySettings);
        serviceTier = builder.serviceTier;
        cachedContent = builder.cachedContent;
        providerOptions = Map.copyOf(builder.providerOptions);
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that holds what these options hold} */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.topK = topK;
        copy.presencePenalty = presencePenalty;
        copy.frequencyPenalty = frequencyPenalty;
        copy.candidateCount = candidateCount;
        copy.topLogprobs = topLogprobs;
        copy.safetySettings.addAll(safetySettings);
        copy.serviceTier = serviceTier;
        copy.cachedContent = cachedContent;
        copy.providerOptions.putAll(providerOptions);
        return copy;
    }

    /** {@return from how many of the most probable tokens each token is taken; empty for the model's default} */
    public OptionalInt topK() {
        return topK;
    }

    /** {@return how much a token is disfavoured once it has come, -2 to 2; empty for the model's default} */
    public OptionalDouble presencePenalty() {
        return presencePenalty;
    }

    /** {@return how much a token is disfavoured each time it has come, -2 to 2; empty for the model's default} */
    public OptionalDouble frequencyPenalty() {
        return frequencyPenalty;
    }

    /** {@return how many replies are asked for; 1 unless set} */
    public int candidateCount() {
        return candidateCount;
    }

    /** {@return how many alternatives are told with each token's probability; empty if no probabilities are asked for} */
    public OptionalInt topLogprobs() {
        return topLogprobs;
    }

    /** {@return from when on content is blocked, where that differs from the provider's default} */
    public List<SafetySetting> safetySettings() {
        return safetySettings;
    }

    /** {@return the provider's class of service: {@code standard}, {@code flex}, {@code priority}} */
    public Optional<String> serviceTier() {
        return serviceTier;
    }

    /** {@return the provider's name of a cached beginning of the conversation} */
    public Optional<String> cachedContent() {
        return cachedContent;
    }

    /** {@return by provider, members of its request that have no neutral name: JSON objects} */
    public Map<String, String> providerOptions() {
        return providerOptions;
    }

    /** Collects {@link ChatOptions}. Not thread-safe. A later value replaces an earlier one; lists grow. */
    public static final class Builder {
        private static final double LARGEST_PENALTY = 2;
        private static final int MOST_LOGPROBS = 20;

        private OptionalInt topK = OptionalInt.empty();
        private OptionalDouble presencePenalty = OptionalDouble.empty();
        private OptionalDouble frequencyPenalty = OptionalDouble.empty();
        private int candidateCount = 1;
        private OptionalInt topLogprobs = OptionalInt.empty();
        private final List<SafetySetting> safetySettings = new ArrayList<>();
        private Optional<String> serviceTier = Optional.empty();
        private Optional<String> cachedContent = Optional.empty();
        private final Map<String, String> providerOptions = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Takes each token from so many of the most probable ones.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder topK(int topK) {
            this.topK = OptionalInt.of(requirePositive("topK", topK));
            return this;
        }

        /**
         * Disfavours tokens that have come before.
         *
         * @throws IllegalArgumentException if it is not within -2 to 2
         */
        public Builder presencePenalty(double presencePenalty) {
            this.presencePenalty = requirePenalty("presencePenalty", presencePenalty);
            return this;
        }

        /**
         * Disfavours tokens the more often they have come before.
         *
         * @throws IllegalArgumentException if it is not within -2 to 2
         */
        public Builder frequencyPenalty(double frequencyPenalty) {
            this.frequencyPenalty = requirePenalty("frequencyPenalty", frequencyPenalty);
            return this;
        }

        /**
         * Asks for several replies at once: {@link ChatResponse#candidates()}.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder candidateCount(int candidateCount) {
            this.candidateCount = requirePositive("candidateCount", candidateCount);
            return this;
        }

        /**
         * Asks for the probability of each token, and of so many others in its place.
         *
         * @param topLogprobs 0 to 20; 0 for no others
         * @throws IllegalArgumentException if it is not
         */
        public Builder logprobs(int topLogprobs) {
            if (topLogprobs < 0 || topLogprobs > MOST_LOGPROBS) {
                throw new IllegalArgumentException("topLogprobs must be within 0 to 20, not " + topLogprobs);
            }
            this.topLogprobs = OptionalInt.of(topLogprobs);
            return this;
        }

        /** Blocks content of a kind from another probability on than the provider would: in the provider's words. */
        public Builder safety(String category, String threshold) {
            safetySettings.add(new SafetySetting(category, threshold));
            return this;
        }

        /** Asks for a class of service. */
        public Builder serviceTier(String serviceTier) {
            this.serviceTier = Optional.of(serviceTier);
            return this;
        }

        /**
         * Continues from what the provider has cached. A cache belongs to one project: only its keys can serve the request.
         */
        public Builder cachedContent(String cachedContent) {
            this.cachedContent = Optional.of(cachedContent);
            return this;
        }

        /**
         * Adds members to the request that the provider gets, for what has no neutral name.
         *
         * @param provider the provider's name, as in the prefix of its models: {@code gemini}
         * @param json members in the provider's terms: one JSON object, for example {@code {"generationConfig":
         *     {"responseModalities": ["TEXT", "IMAGE"]}}}
         * @throws IllegalArgumentException if it is not one JSON object
         */
        public Builder providerOptions(String provider, String json) {
            JsonText.requireObject("providerOptions", json);
            providerOptions.put(requireNonNull(provider, "provider"), json);
            return this;
        }

        /** {@return the options} */
        public ChatOptions build() {
            return new ChatOptions(this);
        }

        private static int requirePositive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " must be positive, not " + value);
            }
            return value;
        }

        private static OptionalDouble requirePenalty(String name, double value) {
            if (!(Math.abs(value) <= LARGEST_PENALTY)) {
                throw new IllegalArgumentException(name + " must be within -2 to 2, not " + value);
            }
            return OptionalDouble.of(value);
        }
    }
}
