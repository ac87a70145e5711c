package dev.quotarouter.gemini;

import dev.quotarouter.quota.QuotaLimits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The quota of each tier as Google's page on rate limits last showed it for all models, on 2025-09-23.
 *
 * <p>Google changes these numbers without notice and since 2026 shows them in AI Studio only: several free ones are known
 * to be lower by now. They are a start; what a refusal names is the truth.
 */
final class GeminiTiers {
    /** A limit that the page left open. */
    private static final long OPEN = -1;

    private static final Map<String, QuotaLimits> NONE = Map.of();

    private static final Map<String, Map<String, QuotaLimits>> TIERS = Map.of(
            "gemini-2.5-pro",
            tiers(
                    limits(5, 250_000, 100),
                    limits(150, 2_000_000, 10_000),
                    limits(1_000, 5_000_000, 50_000),
                    limits(2_000, 8_000_000, OPEN)),
            "gemini-2.5-flash",
            tiers(
                    limits(10, 250_000, 250),
                    limits(1_000, 1_000_000, 10_000),
                    limits(2_000, 3_000_000, 100_000),
                    limits(10_000, 8_000_000, OPEN)),
            "gemini-2.5-flash-lite",
            tiers(
                    limits(15, 250_000, 1_000),
                    limits(4_000, 4_000_000, OPEN),
                    limits(10_000, 10_000_000, OPEN),
                    limits(30_000, 30_000_000, OPEN)),
            "gemini-2.0-flash",
            tiers(
                    limits(15, 1_000_000, 200),
                    limits(2_000, 4_000_000, OPEN),
                    limits(10_000, 10_000_000, OPEN),
                    limits(30_000, 30_000_000, OPEN)),
            "gemini-2.0-flash-lite",
            tiers(
                    limits(30, 1_000_000, 200),
                    limits(4_000, 4_000_000, OPEN),
                    limits(20_000, 10_000_000, OPEN),
                    limits(30_000, 30_000_000, OPEN)),
            "gemini-2.5-flash-tts",
            tiers(
                    limits(3, 10_000, 15),
                    limits(10, 10_000, 100),
                    limits(1_000, 100_000, 10_000),
                    limits(1_000, 1_000_000, OPEN)),
            // Not on the free tier at all.
            "gemini-2.5-flash-preview-image",
            tiers(
                    limits(0, 0, 0),
                    limits(500, 500_000, 2_000),
                    limits(2_000, 1_500_000, 50_000),
                    limits(5_000, 5_000_000, OPEN)));

    private static final Map<String, QuotaLimits> GEMMA_3 = tiers(
            limits(30, 15_000, 14_400),
            limits(30, 15_000, 14_400),
            limits(30, 15_000, 14_400),
            limits(30, 15_000, 14_400));

    private GeminiTiers() {}

    /** {@return the base models that there are limits of} */
    static Set<String> models() {
        return TIERS.keySet();
    }

    /** {@return the limits by tier, from "free" to "tier-3"; empty for a model that was not on the page} */
    static Map<String, QuotaLimits> of(String baseModel) {
        if (baseModel.startsWith("gemma-3-") || baseModel.startsWith("gemma-3n-")) {
            return GEMMA_3;
        }
        return TIERS.getOrDefault(baseModel, NONE);
    }

    private static Map<String, QuotaLimits> tiers(
            QuotaLimits free, QuotaLimits tier1, QuotaLimits tier2, QuotaLimits tier3) {
        Map<String, QuotaLimits> tiers = new LinkedHashMap<>();
        tiers.put("free", free);
        tiers.put("tier-1", tier1);
        tiers.put("tier-2", tier2);
        tiers.put("tier-3", tier3);
        return Collections.unmodifiableMap(tiers);
    }

    private static QuotaLimits limits(long rpm, long tpm, long rpd) {
        return new QuotaLimits(limit(rpm), limit(tpm), limit(rpd));
    }

    private static OptionalLong limit(long value) {
        return value == OPEN ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
