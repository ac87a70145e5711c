package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

/**
 * What is said for a model group: it goes before what is said for the router, and behind what a deployment says itself.
 *
 * @param retries what is said of retries
 * @param cooldowns what is said of cooldowns
 */
public record GroupTerms(RetryTerms retries, CooldownTerms cooldowns) {
    /** Nothing is said. */
    public static final GroupTerms NONE = new GroupTerms(RetryTerms.NONE, CooldownTerms.NONE);

    /** Checks that nothing is null. */
    public GroupTerms {
        requireNonNull(retries, "retries");
        requireNonNull(cooldowns, "cooldowns");
    }
}
