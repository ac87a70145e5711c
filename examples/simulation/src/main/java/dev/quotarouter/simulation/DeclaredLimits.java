package dev.quotarouter.simulation;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.simulator.Limits;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a configuration says about quota. Has no state. */
final class DeclaredLimits {
    private DeclaredLimits() {}

    /** {@return the project whose quota it is; a key that names none has one to itself} */
    static String project(Deployment deployment) {
        return deployment.project().orElse(deployment.apiKey().name());
    }

    /** {@return what is written, then what its tier says, then what the assumed tier says} */
    static QuotaLimits of(Deployment deployment, ChatProvider provider, Optional<String> assumedTier) {
        Map<String, QuotaLimits> tiers = provider.tiers(deployment.providerModel());
        QuotaLimits ofTier = deployment.tier().map(tiers::get).orElse(QuotaLimits.UNKNOWN);
        QuotaLimits assumed = assumedTier.map(tiers::get).orElse(QuotaLimits.UNKNOWN);
        return deployment.limits().orElse(ofTier).orElse(assumed);
    }

    static Limits smaller(Limits one, Limits other) {
        return new Limits(
                smaller(one.rpm(), other.rpm()), smaller(one.tpm(), other.tpm()), smaller(one.rpd(), other.rpd()));
    }

    private static OptionalLong smaller(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }
}
