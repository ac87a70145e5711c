package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where a {@link ChatRequest} may go, and how often: what it says goes before everything that is configured.
 *
 * @param fallbacks the model groups to ask when its own cannot serve, in order, in place of those that are configured; an empty
 *     list for none; empty for those that are configured
 * @param tags the deployments that serve it have: any or all of these, as configured; none for every deployment that is not
 *     kept for others
 * @param region where the deployments that serve it compute; empty for anywhere
 * @param numRetries how many attempts may follow the first, failovers and fallbacks included, zero or more; empty for what is
 *     configured
 * @param timeout how long one attempt may take, and a stream be silent, more than zero; empty for what is configured. A deployment
 *     that needs longer, though no longer than it is configured to, is not blamed
 */
public record RoutingOptions(
        Optional<List<String>> fallbacks,
        Set<String> tags,
        Optional<String> region,
        OptionalInt numRetries,
        Optional<Duration> timeout) {
    /** Everything as configured. */
    public static final RoutingOptions DEFAULT =
            new RoutingOptions(Optional.empty(), Set.of(), Optional.empty(), OptionalInt.empty(), Optional.empty());

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if a name is blank, the number of retries is negative, or the time is not positive
     */
    public RoutingOptions {
        fallbacks = fallbacks.map(List::copyOf);
        tags = Set.copyOf(tags);
        requireNonNull(numRetries, "numRetries");
        fallbacks.ifPresent(names -> names.forEach(name -> requireName("a fallback", name)));
        tags.forEach(tag -> requireName("a tag", tag));
        region.ifPresent(name -> requireName("the region", name));
        if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout.get());
        }
        if (numRetries.isPresent() && numRetries.getAsInt() < 0) {
            throw new IllegalArgumentException("numRetries must be zero or more, not " + numRetries.getAsInt());
        }
    }

    /** {@return these options with other fallbacks than those that are configured} */
    public RoutingOptions withFallbacks(String... names) {
        return new RoutingOptions(Optional.of(List.of(names)), tags, region, numRetries, timeout);
    }

    /** {@return these options without any fallbacks: not for a prompt that is too long or content that is blocked, either} */
    public RoutingOptions withoutFallbacks() {
        return new RoutingOptions(Optional.of(List.of()), tags, region, numRetries, timeout);
    }

    /** {@return these options with tags} */
    public RoutingOptions withTags(String... names) {
        return new RoutingOptions(fallbacks, new LinkedHashSet<>(List.of(names)), region, numRetries, timeout);
    }

    /** {@return these options with a region} */
    public RoutingOptions withRegion(String name) {
        return new RoutingOptions(fallbacks, tags, Optional.of(name), numRetries, timeout);
    }

    /** {@return these options with a number of attempts that may follow the first} */
    public RoutingOptions withNumRetries(int retries) {
        return new RoutingOptions(fallbacks, tags, region, OptionalInt.of(retries), timeout);
    }

    /** {@return these options with a time for one attempt} */
    public RoutingOptions withTimeout(Duration time) {
        return new RoutingOptions(fallbacks, tags, region, numRetries, Optional.of(time));
    }

    private static void requireName(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }
}
