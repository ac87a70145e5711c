package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is known of a model.
 *
 * @param baseModel the name under which the provider counts: aliases of one model share it, and so its quota
 * @param capabilities what it can do
 * @param contextTokens the greatest prompt in tokens; empty if unknown
 * @param maxOutputTokens the greatest reply in tokens; empty if unknown
 */
public record ModelProfile(
        String baseModel, Set<Capability> capabilities, OptionalLong contextTokens, OptionalLong maxOutputTokens) {
    /** Copies the capabilities. */
    public ModelProfile {
        requireNonNull(baseModel, "baseModel");
        requireNonNull(contextTokens, "contextTokens");
        requireNonNull(maxOutputTokens, "maxOutputTokens");
        EnumSet<Capability> copy = EnumSet.noneOf(Capability.class);
        copy.addAll(capabilities);
        capabilities = Collections.unmodifiableSet(copy);
    }

    /** {@return whether the model has the capability} */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /** {@return this profile less one capability: what a refusal taught} */
    public ModelProfile without(Capability capability) {
        EnumSet<Capability> rest = EnumSet.noneOf(Capability.class);
        rest.addAll(capabilities);
        rest.remove(capability);
        return new ModelProfile(baseModel, rest, contextTokens, maxOutputTokens);
    }
}
