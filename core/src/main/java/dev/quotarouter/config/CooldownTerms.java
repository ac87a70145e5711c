package dev.quotarouter.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is said of cooldowns in one place: at a deployment, for a model group, or for the router. What is not said there is said by
 * the next.
 *
 * @param cooldown the first cooldown after failures whose end is not known; zero for none
 * @param allowedFails how many failures a deployment may have before it cools down, zero or more
 * @param allowedFailsPolicy what goes before {@code allowedFails}, by the class of the error
 */
public record CooldownTerms(
        Optional<Duration> cooldown, OptionalInt allowedFails, Map<ErrorClass, Integer> allowedFailsPolicy) {
    /** Nothing is said. */
    public static final CooldownTerms NONE = new CooldownTerms(Optional.empty(), OptionalInt.empty(), Map.of());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below zero
     */
    public CooldownTerms {
        cooldown.ifPresent(time -> Require.notNegative("the cooldown", time));
        allowedFails.ifPresent(fails -> Require.notNegative("allowedFails", fails));
        allowedFailsPolicy.forEach((error, fails) -> Require.notNegative(error.allowedFailsSetting(), fails));
        allowedFailsPolicy = PerError.copy(allowedFailsPolicy);
    }

    /** {@return these terms with another first cooldown} */
    public CooldownTerms withCooldown(Duration time) {
        return new CooldownTerms(Optional.of(time), allowedFails, allowedFailsPolicy);
    }

    /** {@return these terms with another number of failures before a cooldown} */
    public CooldownTerms withAllowedFails(int fails) {
        return new CooldownTerms(cooldown, OptionalInt.of(fails), allowedFailsPolicy);
    }

    /** {@return these terms with another number of such errors before a cooldown} */
    public CooldownTerms withAllowedFails(ErrorClass error, int fails) {
        return new CooldownTerms(cooldown, allowedFails, PerError.with(allowedFailsPolicy, error, fails));
    }

    /** {@return these terms, and where they say nothing those} */
    public CooldownTerms or(CooldownTerms those) {
        return new CooldownTerms(
                cooldown.or(those::cooldown),
                allowedFails.isPresent() ? allowedFails : those.allowedFails,
                PerError.or(allowedFailsPolicy, those.allowedFailsPolicy));
    }

    CooldownTerms withPolicy(Map<ErrorClass, Integer> policy) {
        return new CooldownTerms(cooldown, allowedFails, policy);
    }
}
