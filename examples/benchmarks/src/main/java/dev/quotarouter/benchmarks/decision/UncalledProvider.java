package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.provider.ModelProfile;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.provider.StreamLimits;
import dev.quotarouter.quota.QuotaLimits;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A provider for decisions that no call follows. Thread-safe. */
final class UncalledProvider implements ChatProvider {
    private final long estimatedTokens;

    /**
     * A provider that estimates every request alike.
     *
     * @param estimatedTokens the tokens of every request
     */
    UncalledProvider(long estimatedTokens) {
        this.estimatedTokens = estimatedTokens;
    }

    @Override
    public String name() {
        return "uncalled";
    }

    @Override
    public ModelProfile profile(String model) {
        return new ModelProfile(
                model, EnumSet.allOf(Capability.class), OptionalLong.of(1_048_576), OptionalLong.of(65_536));
    }

    @Override
    public ZoneId quotaZone() {
        return ZoneId.of("America/Los_Angeles");
    }

    @Override
    public Map<String, QuotaLimits> tiers(String model) {
        return Map.of();
    }

    @Override
    public long estimateInputTokens(ChatRequest request) {
        return estimatedTokens;
    }

    @Override
    public ChatConnection connect(ProviderTarget target) {
        return new UncalledConnection();
    }

    @Override
    public void close() {}

    private static final class UncalledConnection implements ChatConnection {
        @Override
        public Outcome chat(ChatCall call) {
            throw uncalled();
        }

        @Override
        public CompletableFuture<Outcome> chatAsync(ChatCall call) {
            throw uncalled();
        }

        @Override
        public Opening stream(ChatCall call, StreamLimits limits) {
            throw uncalled();
        }

        @Override
        public CompletableFuture<Opening> streamAsync(ChatCall call, StreamLimits limits) {
            throw uncalled();
        }

        @Override
        public CompletableFuture<Lookup<Long>> countTokens(ChatCall call) {
            throw uncalled();
        }

        @Override
        public CompletableFuture<Lookup<ModelInfo>> model(Duration timeout) {
            throw uncalled();
        }

        @Override
        public CompletableFuture<Lookup<List<ModelInfo>>> models(Duration timeout) {
            throw uncalled();
        }

        private static UnsupportedOperationException uncalled() {
            return new UnsupportedOperationException("no call follows these decisions");
        }
    }
}
