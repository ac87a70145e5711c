package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * What a deployment calls: a model, with a key, at an address.
 *
 * @param model the model as the provider names it, without the provider's prefix
 * @param key the key that pays
 * @param baseUrl where the provider is; empty for its own address
 */
public record ProviderTarget(String model, ApiKey key, Optional<URI> baseUrl) {
    /** Checks that nothing is null. */
    public ProviderTarget {
        requireNonNull(model, "model");
        requireNonNull(key, "key");
        requireNonNull(baseUrl, "baseUrl");
    }
}
