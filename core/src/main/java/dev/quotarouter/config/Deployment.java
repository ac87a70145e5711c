package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.name.NamePattern;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.quota.QuotaLimits;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One way to get an answer, as configured: a provider's model, paid with a key, offered under the name of a model group.
 *
 * <p>The same model, key and address under two group names are two of these and one deployment of the router. Immutable.
 */
public final class Deployment {
    private final String modelGroup;
    private final String model;
    private final ApiKey apiKey;
    private final Optional<String> id;
    private final Optional<String> project;
    private final Optional<String> tier;
    private final QuotaLimits limits;
    private final Optional<URI> baseUrl;
    private final RetryTerms retries;
    private final CooldownTerms cooldowns;
    private final TimeoutTerms timeouts;
    private final DeploymentTerms terms;
    private final DeploymentScope scope;
    private final boolean healthCheck;
    private final Optional<Duration> healthCheckTimeout;
    private final Optional<Origin> origin;

    private Deployment(Builder builder, ApiKey apiKey) {
        this.apiKey = apiKey;
        modelGroup = builder.modelGroup;
        model = builder.model;
        id = builder.id;
        project = builder.project;
        tier = builder.tier;
        limits = new QuotaLimits(builder.rpm, builder.tpm, builder.rpd);
        baseUrl = builder.baseUrl;
        retries = builder.retries();
        cooldowns = builder.cooldowns();
        timeouts = builder.timeouts();
        terms = builder.terms();
        scope = builder.scope();
        healthCheck = builder.healthCheck();
        healthCheckTimeout = builder.healthCheckTimeout();
        origin = builder.origin;
    }

    /**
     * Starts a deployment; it also needs {@link Builder#apiKey(ApiKey) a key}.
     *
     * @param modelGroup what callers ask for
     * @param model the provider's name, a slash, and the model as the provider names it: {@code gemini/gemini-2.5-pro}; with a
     *     star, {@code gemini/gemini-2*}, every such model of the provider
     * @throws IllegalArgumentException if the group is blank, or the model is not of this form
     */
    public static Builder builder(String modelGroup, String model) {
        return new Builder(modelGroup, model);
    }

    /** {@return a builder that holds what this deployment holds} */
    public Builder toBuilder() {
        return new Builder(this, model);
    }

    /** {@return what callers ask for} */
    public String modelGroup() {
        return modelGroup;
    }

    /** {@return provider and model as written, for example {@code gemini/gemini-2.5-pro}} */
    public String model() {
        return model;
    }

    /** {@return the provider's name: what stands before the first slash of {@link #model()}} */
    public String provider() {
        return model.substring(0, model.indexOf('/'));
    }

    /** {@return the model as the provider names it: what stands behind the first slash of {@link #model()}} */
    public String providerModel() {
        return model.substring(model.indexOf('/') + 1);
    }

    /** {@return whether it stands for every model of its provider whose name fits {@link #providerModel()}, which has a star} */
    public boolean isWildcard() {
        return NamePattern.isPattern(model);
    }

    /** {@return the key that pays} */
    public ApiKey apiKey() {
        return apiKey;
    }

    /** {@return the name it was given; empty if the router shall name it} */
    public Optional<String> id() {
        return id;
    }

    /** {@return the project whose quota the key uses; empty if the key has one of its own} */
    public Optional<String> project() {
        return project;
    }

    /** {@return the provider's tier, whose limits hold where {@link #limits()} says nothing} */
    public Optional<String> tier() {
        return tier;
    }

    /** {@return the limits that were written} */
    public QuotaLimits limits() {
        return limits;
    }

    /** {@return where the provider is; empty for its own address} */
    public Optional<URI> baseUrl() {
        return baseUrl;
    }

    /** {@return what it says of retries} */
    public RetryTerms retries() {
        return retries;
    }

    /** {@return what it says of cooldowns} */
    public CooldownTerms cooldowns() {
        return cooldowns;
    }

    /** {@return what it says of time} */
    public TimeoutTerms timeouts() {
        return timeouts;
    }

    /** {@return how long one attempt may take; empty for the router's} */
    public Optional<Duration> timeout() {
        return timeouts.timeout();
    }

    /** {@return how long a stream may be silent, before its first chunk and between chunks; empty for the router's value} */
    public Optional<Duration> streamTimeout() {
        return timeouts.streamTimeout();
    }

    /** {@return the first cooldown after failures whose end is not known; empty for the router's, zero for none} */
    public Optional<Duration> cooldown() {
        return cooldowns.cooldown();
    }

    /** {@return how many failures it may have before it cools down; empty for the router's} */
    public OptionalInt allowedFails() {
        return cooldowns.allowedFails();
    }

    /** {@return its order, its weight, how many calls it may have at once, what it costs and what it may cost} */
    public DeploymentTerms terms() {
        return terms;
    }

    /** {@return which requests it serves, beyond what its model can do: tags, region, sizes} */
    public DeploymentScope scope() {
        return scope;
    }

    /** {@return whether background health checks look after it, where they are switched on} */
    public boolean healthCheck() {
        return healthCheck;
    }

    /** {@return how long a health check may take; empty for the router's} */
    public Optional<Duration> healthCheckTimeout() {
        return healthCheckTimeout;
    }

    /** {@return where it was written; empty if in code} */
    public Optional<Origin> origin() {
        return origin;
    }

    /**
     * {@return the same deployment of another model of its provider: one of those that a star in its model stands for} Where it
     * has an id, the model is added to that.
     *
     * @param providerModel the model as the provider names it
     */
    public Deployment withModel(String providerModel) {
        Builder other = new Builder(this, provider() + "/" + providerModel);
        id.ifPresent(name -> other.id(name + "/" + providerModel));
        return other.build();
    }

    /** {@return group, model and the key's name; never the secret} */
    @Override
    public String toString() {
        return "Deployment[" + modelGroup + ": " + model + ", " + apiKey.name() + "]";
    }

    /** Collects a deployment. The last word wins. Not thread-safe. */
    public static final class Builder extends DeploymentTermsBuilder<Builder> {
        private final String modelGroup;
        private final String model;
        private @Nullable ApiKey apiKey;
        private Optional<String> id = Optional.empty();
        private Optional<String> project = Optional.empty();
        private Optional<String> tier = Optional.empty();
        private OptionalLong rpm = OptionalLong.empty();
        private OptionalLong tpm = OptionalLong.empty();
        private OptionalLong rpd = OptionalLong.empty();
        private Optional<URI> baseUrl = Optional.empty();
        private Optional<Origin> origin = Optional.empty();

        private Builder(String modelGroup, String model) {
            this.modelGroup = Require.notBlank("the model group", modelGroup);
            this.model = model;
            int slash = model.indexOf('/');
            // Not repeated in the message: what stands in a wrong place may be a key.
            if (slash < 1 || model.substring(slash + 1).isBlank()) {
                throw new IllegalArgumentException("a model is written provider/model: gemini/gemini-2.5-pro");
            }
            WildcardRules.mistake(modelGroup, model).ifPresent(mistake -> {
                throw new IllegalArgumentException(mistake.problem() + "; " + mistake.remedy());
            });
        }

        private Builder(Deployment deployment, String model) {
            super(deployment);
            modelGroup = deployment.modelGroup;
            this.model = model;
            apiKey = deployment.apiKey;
            id = deployment.id;
            project = deployment.project;
            tier = deployment.tier;
            rpm = deployment.limits.rpm();
            tpm = deployment.limits.tpm();
            rpd = deployment.limits.rpd();
            baseUrl = deployment.baseUrl;
            origin = deployment.origin;
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the key that pays. */
        public Builder apiKey(ApiKey key) {
            apiKey = requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets the key that pays. It goes by the name {@code key-} and a short fingerprint; {@link #apiKey(ApiKey)} gives
         * it a better one.
         *
         * @throws IllegalArgumentException if the secret is blank or cannot stand in a header
         */
        public Builder apiKey(String secret) {
            return apiKey(new ApiKey(KeyRing.fingerprint(secret), secret));
        }

        /** Names the deployment; a name must not be given to two different ones. */
        public Builder id(String value) {
            id = Optional.of(Require.notBlank("the id", value));
            return this;
        }

        /** Sets the project whose quota the key uses; keys of one project share its quota. */
        public Builder project(String value) {
            project = Optional.of(Require.notBlank("the project", value));
            return this;
        }

        /** Sets the provider's tier, whose limits hold where none is written. */
        public Builder tier(String value) {
            tier = Optional.of(Require.notBlank("the tier", value));
            return this;
        }

        /** Sets the requests per minute, zero or more. */
        public Builder rpm(long requests) {
            rpm = OptionalLong.of(Require.notNegative("rpm", requests));
            return this;
        }

        /** Sets the input tokens per minute, zero or more. */
        public Builder tpm(long tokens) {
            tpm = OptionalLong.of(Require.notNegative("tpm", tokens));
            return this;
        }

        /** Sets the requests per day of the provider's calendar, zero or more. */
        public Builder rpd(long requests) {
            rpd = OptionalLong.of(Require.notNegative("rpd", requests));
            return this;
        }

        /**
         * Sets where the provider is.
         *
         * @throws IllegalArgumentException unless it is http or https with a host, and without user, query and fragment: a
         *     key belongs in a header
         */
        public Builder baseUrl(URI url) {
            baseUrl = Optional.of(BaseUrl.require(url));
            return this;
        }

        Builder origin(Origin value) {
            origin = Optional.of(value);
            return this;
        }

        /**
         * Makes the deployment.
         *
         * @throws IllegalStateException if it has no key
         */
        public Deployment build() {
            if (apiKey == null) {
                throw new IllegalStateException("the deployment of " + model + " needs an API key");
            }
            return new Deployment(this, apiKey);
        }
    }
}
