package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.provider.TokenPrice;
import dev.quotarouter.quota.MoneyBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Collects what can be said of a deployment beyond what it is: when it is used, for what, and who looks after it.
 *
 * @param <B> the builder that callers see
 */
abstract class DeploymentTermsBuilder<B extends DeploymentTermsBuilder<B>> extends TermsBuilder<B> {
    private DeploymentTerms terms = DeploymentTerms.NONE;
    private DeploymentScope scope = DeploymentScope.ANY;
    private boolean healthCheck = true;
    private Optional<Duration> healthCheckTimeout = Optional.empty();

    DeploymentTermsBuilder() {}

    DeploymentTermsBuilder(Deployment deployment) {
        super(deployment.retries(), deployment.cooldowns(), deployment.timeouts());
        terms = deployment.terms();
        scope = deployment.scope();
        healthCheck = deployment.healthCheck();
        healthCheckTimeout = deployment.healthCheckTimeout();
    }

    DeploymentTerms terms() {
        return terms;
    }

    DeploymentScope scope() {
        return scope;
    }

    boolean healthCheck() {
        return healthCheck;
    }

    Optional<Duration> healthCheckTimeout() {
        return healthCheckTimeout;
    }

    /** Sets when it is its turn: those with the lowest order are asked first, those without one last; zero or more. */
    public B order(int turn) {
        terms = terms.withOrder(turn);
        return self();
    }

    /** Sets its share of the requests under {@code simple-shuffle}, in proportion to the others'; zero or more. */
    public B weight(double share) {
        terms = terms.withWeight(share);
        return self();
    }

    /** Sets how many of its calls may be under way at once, streams included until they end; at least 1. */
    public B maxParallelRequests(int calls) {
        terms = terms.withMaxParallelRequests(calls);
        return self();
    }

    /** Sets what its tokens cost; it goes before what the provider knows. */
    public B price(TokenPrice perToken) {
        terms = terms.withPrice(perToken);
        return self();
    }

    /** Sets how much money it may cost. */
    public B budget(MoneyBudget money) {
        terms = terms.withBudget(money);
        return self();
    }

    /** Sets what requests may ask for, where tags are obeyed; {@code default} for requests that ask for none. */
    public B tags(String... names) {
        scope = scope.withTags(List.of(names));
        return self();
    }

    /** Sets where it computes, as you call the place. */
    public B region(String name) {
        scope = scope.withRegion(name);
        return self();
    }

    /** Sets how long a prompt may be; it goes before what the provider knows. At least 1. */
    public B maxInputTokens(long tokens) {
        scope = scope.withMaxInputTokens(tokens);
        return self();
    }

    /** Sets how long a reply may be; it goes before what the provider knows. At least 1. */
    public B maxOutputTokens(long tokens) {
        scope = scope.withMaxOutputTokens(tokens);
        return self();
    }

    B terms(DeploymentTerms value) {
        terms = requireNonNull(value, "value");
        return self();
    }

    B scope(DeploymentScope value) {
        scope = requireNonNull(value, "value");
        return self();
    }

    /** Sets whether background health checks look after it, where they are switched on. */
    public B healthCheck(boolean on) {
        healthCheck = on;
        return self();
    }

    /** Sets how long a health check may take; more than zero. */
    public B healthCheckTimeout(Duration duration) {
        healthCheckTimeout = Optional.of(Require.positive("the health check timeout", duration));
        return self();
    }
}
