package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.provider.TokenPrice;
import dev.quotarouter.quota.MoneyBudget;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * On which terms a deployment is used, beyond its quota.
 *
 * @param order when it is its turn: those with the lowest order are asked first, those without one last; zero or more
 * @param weight its share of the requests under {@code simple-shuffle}, zero or more
 * @param maxParallelRequests how many of its calls may be under way at once; empty for the router's
 * @param price what its tokens cost; empty for what its provider knows
 * @param budget how much money it may cost; empty for any
 */
public record DeploymentTerms(
        OptionalInt order,
        OptionalDouble weight,
        OptionalInt maxParallelRequests,
        Optional<TokenPrice> price,
        Optional<MoneyBudget> budget) {
    /** Nothing is said. */
    public static final DeploymentTerms NONE = new DeploymentTerms(
            OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public DeploymentTerms {
        requireNonNull(price, "price");
        requireNonNull(budget, "budget");
        order.ifPresent(turn -> Require.notNegative("the order", turn));
        weight.ifPresent(share -> Require.notNegative("the weight", share));
        maxParallelRequests.ifPresent(calls -> Require.positive("maxParallelRequests", calls));
    }

    /** {@return these terms, and where they say nothing those} */
    public DeploymentTerms or(DeploymentTerms those) {
        return new DeploymentTerms(
                order.isPresent() ? order : those.order,
                weight.isPresent() ? weight : those.weight,
                maxParallelRequests.isPresent() ? maxParallelRequests : those.maxParallelRequests,
                price.or(those::price),
                budget.or(those::budget));
    }

    DeploymentTerms withOrder(int turn) {
        return new DeploymentTerms(OptionalInt.of(turn), weight, maxParallelRequests, price, budget);
    }

    DeploymentTerms withWeight(double share) {
        return new DeploymentTerms(order, OptionalDouble.of(share), maxParallelRequests, price, budget);
    }

    DeploymentTerms withMaxParallelRequests(int calls) {
        return new DeploymentTerms(order, weight, OptionalInt.of(calls), price, budget);
    }

    DeploymentTerms withPrice(TokenPrice perToken) {
        return new DeploymentTerms(order, weight, maxParallelRequests, Optional.of(perToken), budget);
    }

    DeploymentTerms withBudget(MoneyBudget money) {
        return new DeploymentTerms(order, weight, maxParallelRequests, price, Optional.of(money));
    }
}
