package dev.quotarouter.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which requests a deployment serves, beyond what its model can do.
 *
 * @param tags what a request may ask for, where tags are obeyed; {@code default} for requests that ask for none
 * @param region where it computes, as the one who wrote it calls the place
 * @param maxInputTokens how long a prompt may be; it goes before what the provider knows
 * @param maxOutputTokens how long a reply may be; it goes before what the provider knows
 */
public record DeploymentScope(
        List<String> tags, Optional<String> region, OptionalLong maxInputTokens, OptionalLong maxOutputTokens) {
    /** Nothing is said. */
    public static final DeploymentScope ANY =
            new DeploymentScope(List.of(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

    /**
     * Checks names and numbers.
     *
     * @throws IllegalArgumentException if a name is blank, or a number not positive
     */
    public DeploymentScope {
        tags = tags.stream()
                .map(tag -> Require.notBlank("a tag", tag))
                .distinct()
                .toList();
        region.ifPresent(name -> Require.notBlank("the region", name));
        maxInputTokens.ifPresent(tokens -> Require.positive("maxInputTokens", tokens));
        maxOutputTokens.ifPresent(tokens -> Require.positive("maxOutputTokens", tokens));
    }

    DeploymentScope withTags(List<String> names) {
        return new DeploymentScope(names, region, maxInputTokens, maxOutputTokens);
    }

    DeploymentScope withRegion(String name) {
        return new DeploymentScope(tags, Optional.of(name), maxInputTokens, maxOutputTokens);
    }

    DeploymentScope withMaxInputTokens(long tokens) {
        return new DeploymentScope(tags, region, OptionalLong.of(tokens), maxOutputTokens);
    }

    DeploymentScope withMaxOutputTokens(long tokens) {
        return new DeploymentScope(tags, region, maxInputTokens, OptionalLong.of(tokens));
    }
}
