package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.provider.TokenPrice;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * On which terms a deployment is used, beyond its quota.
 *
 * @param weight its share of the requests under {@code simple-shuffle}, zero or more
 * @param maxParallelRequests how many of its calls may be under way at once; empty for the router's
 * @param price what its tokens cost; empty for what its provider knows
 */
public record Terms(OptionalDouble weight, OptionalInt maxParallelRequests, Optional<TokenPrice> price) {
    /** Nothing is said. */
    public static final Terms NONE = new Terms(OptionalDouble.empty(), OptionalInt.empty(), Optional.empty());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Terms {
        requireNonNull(price, "price");
        weight.ifPresent(share -> Require.notNegative("the weight", share));
        maxParallelRequests.ifPresent(calls -> Require.positive("maxParallelRequests", calls));
    }

    Terms withWeight(double share) {
        return new Terms(OptionalDouble.of(share), maxParallelRequests, price);
    }

    Terms withMaxParallelRequests(int calls) {
        return new Terms(weight, OptionalInt.of(calls), price);
    }

    Terms withPrice(TokenPrice perToken) {
        return new Terms(weight, maxParallelRequests, Optional.of(perToken));
    }
}
