package dev.quotarouter.simulation;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ModelProfile;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.simulator.GeminiBooks;
import java.time.ZoneId;
import java.util.Map;

/** The Gemini provider with books in place of HTTP: what it knows of models it has from the real one. */
final class SimulatedGemini implements ChatProvider {
    private final ChatProvider real;
    private final Requests requests;
    private final GeminiBooks books;
    private final VirtualTime time;
    private final Chronicle chronicle;

    SimulatedGemini(ChatProvider real, Requests requests, GeminiBooks books, VirtualTime time, Chronicle chronicle) {
        this.real = real;
        this.requests = requests;
        this.books = books;
        this.time = time;
        this.chronicle = chronicle;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public ModelProfile profile(String model) {
        return real.profile(model);
    }

    @Override
    public ZoneId quotaZone() {
        return real.quotaZone();
    }

    @Override
    public Map<String, QuotaLimits> tiers(String model) {
        return real.tiers(model);
    }

    @Override
    public long estimateInputTokens(ChatRequest request) {
        return requests.tokens(Prompt.number(request));
    }

    @Override
    public ChatConnection connect(ProviderTarget target) {
        return new SimulatedConnection(target, requests, books, time, chronicle);
    }

    @Override
    public void close() {
        // Whoever gave the real one closes it.
    }
}
