package dev.quotarouter.gemini;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.provider.ModelPrice;
import dev.quotarouter.provider.ModelProfile;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.time.TimeSource;
import java.net.Proxy;
import java.net.URI;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;

/**
 * The Gemini Developer API: models named {@code gemini/…}.
 *
 * <p>One call is one request on the wire: nothing is retried, redirected or waited for. The key goes out in the header {@code
 * x-goog-api-key} and nowhere else. Thread-safe; opens no connection and starts no thread before the first call.
 *
 * <p>After {@link #close()}, and for calls under way at that moment, the outcome is {@link
 * dev.quotarouter.chat.FailureKind#CANCELLED}.
 */
public final class GeminiProvider implements ChatProvider {
    /** Google: daily quotas reset at midnight Pacific time. */
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private final GeminiHttp http;
    private final GeminiAddress address;
    private final GeminiRequestWriter writer = new GeminiRequestWriter();
    private final GeminiModelList models;
    private final long maxResponseBytes;

    /** A provider with everything at its default; what {@code ServiceLoader} calls. */
    public GeminiProvider() {
        this(new Builder());
    }

    private GeminiProvider(Builder builder) {
        http = new GeminiHttp(builder.client, builder.proxy);
        address = builder.address;
        maxResponseBytes = builder.maxResponseBytes;
        models = new GeminiModelList(new GeminiModelPages(http, maxResponseBytes)::fetch, builder.time, http::run);
    }

    /** {@return a provider with everything at its default} */
    public static GeminiProvider create() {
        return new GeminiProvider();
    }

    /** {@return a builder with everything at its default} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public ModelProfile profile(String model) {
        return GeminiModels.profile(model);
    }

    @Override
    public ZoneId quotaZone() {
        return PACIFIC;
    }

    /**
     * {@return the quota of the tiers {@code free}, {@code tier-1}, {@code tier-2} and {@code tier-3}; empty for a model that
     * Google never published it for} As of 2025-09-23: Google changes them without notice, and has lowered some since.
     */
    @Override
    public Map<String, QuotaLimits> tiers(String model) {
        return GeminiTiers.of(GeminiModels.profile(model).baseModel());
    }

    /**
     * {@return what the model costs on the paid tiers; nothing on the tier {@code free}; empty for a model that Google's page on
     * prices did not have} As of February 2026: Google changes prices without notice.
     */
    @Override
    public Optional<ModelPrice> price(String model, Optional<String> tier) {
        return GeminiPrices.of(GeminiModels.profile(model).baseModel(), tier);
    }

    /** {@return the models that {@link #tiers} has limits of, and that can be chatted with} */
    @Override
    public Set<String> knownModels() {
        return GeminiTiers.models().stream()
                .filter(GeminiModels::answersWithText)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** {@return whether Gemini lists the model for {@code generateContent}, and it answers with text} */
    @Override
    public boolean canChat(ModelInfo model) {
        return model.methods().contains("generateContent") && GeminiModels.answersWithText(model.name());
    }

    @Override
    public long estimateInputTokens(ChatRequest request) {
        return TokenEstimate.of(request);
    }

    /**
     * {@return the way to the target; makes no call}
     *
     * @throws IllegalArgumentException if the model cannot be one of Gemini's, or the base URL is no plain HTTP URL
     */
    @Override
    public ChatConnection connect(ProviderTarget target) {
        GeminiAddress at = target.baseUrl().map(GeminiAddress::new).orElse(address);
        return new GeminiConnection(http, models, writer, at, target, maxResponseBytes);
    }

    @Override
    public void close() {
        http.close();
    }

    /** {@return how many calls and streams have not ended yet} */
    int callsUnderWay() {
        return http.underWay().count();
    }

    /** {@return how many connections a call holds, be it over or not} */
    int connectionsInUse() {
        return http.connectionsInUse();
    }

    /** Collects what a {@link GeminiProvider} is made of. Not thread-safe. A later value replaces an earlier one. */
    public static final class Builder {
        private static final long DEFAULT_MAX_RESPONSE_BYTES = 64L * 1024 * 1024;

        private Optional<OkHttpClient> client = Optional.empty();
        private Optional<Proxy> proxy = Optional.empty();
        private GeminiAddress address = new GeminiAddress(GeminiAddress.GOOGLE);
        private long maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES;
        private TimeSource time = TimeSource.system();

        private Builder() {}

        /**
         * Shares the connections, DNS, TLS settings, proxy and interceptors of the client.
         *
         * <p>It stays the caller's and is never closed; the provider ends only its own calls. Its retries, redirects, time-outs
         * for reading and writing, and limits of the dispatcher do not apply here; its time-out for connecting does. An
         * interceptor of it that logs headers would log the key.
         */
        public Builder okHttpClient(OkHttpClient client) {
            this.client = Optional.of(client);
            return this;
        }

        /** Goes through the proxy; also with a given client, which is not changed by it. */
        public Builder proxy(Proxy proxy) {
            this.proxy = Optional.of(proxy);
            return this;
        }

        /**
         * Sets where Gemini is, for targets that do not say: scheme and host, and a path if there is one before {@code
         * /v1beta}.
         *
         * @throws IllegalArgumentException if it is no HTTP URL, or has a user, a query or a fragment
         */
        public Builder baseUrl(URI baseUrl) {
            this.address = new GeminiAddress(requireNonNull(baseUrl, "baseUrl"));
            return this;
        }

        /**
         * Sets the greatest reply, unpacked, that is read, and of a stream the greatest event; 64 MiB unless set, three times
         * the greatest request. A longer one is broken off as {@link
         * dev.quotarouter.chat.FailureKind#MALFORMED_RESPONSE}.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxResponseBytes(long maxResponseBytes) {
            if (maxResponseBytes <= 0) {
                throw new IllegalArgumentException("maxResponseBytes must be positive, not " + maxResponseBytes);
            }
            this.maxResponseBytes = maxResponseBytes;
            return this;
        }

        /** Sets the clock by which the list of models ages. */
        Builder time(TimeSource time) {
            this.time = time;
            return this;
        }

        /** {@return the provider; who made it closes it, after the router that it was given to} */
        public GeminiProvider build() {
            return new GeminiProvider(this);
        }
    }
}
