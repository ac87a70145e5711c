package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Collects what can be said of a deployment as well as of the router: retries, cooldowns and times.
 *
 * @param <B> the builder that callers see
 */
abstract class TermsBuilder<B extends TermsBuilder<B>> {
    private RetryTerms retries = RetryTerms.NONE;
    private CooldownTerms cooldowns = CooldownTerms.NONE;
    private TimeoutTerms timeouts = TimeoutTerms.NONE;

    TermsBuilder() {}

    TermsBuilder(RetryTerms retries, CooldownTerms cooldowns, TimeoutTerms timeouts) {
        this.retries = retries;
        this.cooldowns = cooldowns;
        this.timeouts = timeouts;
    }

    abstract B self();

    RetryTerms retries() {
        return retries;
    }

    CooldownTerms cooldowns() {
        return cooldowns;
    }

    TimeoutTerms timeouts() {
        return timeouts;
    }

    /** Sets how many attempts may follow the first, failovers included; zero or more. */
    public B numRetries(int number) {
        retries = retries.withNumRetries(number);
        return self();
    }

    /** Sets how long to wait before the same deployment is asked again; zero or more. */
    public B retryAfter(Duration duration) {
        retries = retries.withRetryAfter(duration);
        return self();
    }

    /** Sets how many attempts may go to the same deployment again after such an error; zero or more. */
    public B retries(ErrorClass error, int number) {
        retries = retries.withRetries(error, number);
        return self();
    }

    /** Sets the first cooldown after failures whose end is not known; zero for none. */
    public B cooldown(Duration duration) {
        cooldowns = cooldowns.withCooldown(duration);
        return self();
    }

    /** Sets how many failures a deployment may have before it cools down; zero or more. */
    public B allowedFails(int fails) {
        cooldowns = cooldowns.withAllowedFails(fails);
        return self();
    }

    /**
     * Sets how many such errors a deployment may have before it cools down; zero or more. Without effect for those that do not
     * count towards a cooldown, such as a spent quota or a wrong request.
     */
    public B allowedFails(ErrorClass error, int fails) {
        cooldowns = cooldowns.withAllowedFails(error, fails);
        return self();
    }

    /** Sets how long one attempt may take; more than zero. */
    public B timeout(Duration duration) {
        timeouts = timeouts.withTimeout(duration);
        return self();
    }

    /** Sets how long a stream may be silent, before its first chunk and between chunks; more than zero. */
    public B streamTimeout(Duration duration) {
        timeouts = timeouts.withStreamTimeout(duration);
        return self();
    }

    B retries(RetryTerms terms) {
        retries = requireNonNull(terms, "terms");
        return self();
    }

    B cooldowns(CooldownTerms terms) {
        cooldowns = requireNonNull(terms, "terms");
        return self();
    }

    B timeouts(TimeoutTerms terms) {
        timeouts = requireNonNull(terms, "terms");
        return self();
    }
}
