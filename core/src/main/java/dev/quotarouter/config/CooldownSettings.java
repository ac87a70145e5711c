package dev.quotarouter.config;

import java.time.Duration;
import java.util.Map;

/**
 * When a deployment cools down, and for how long.
 *
 * @param disabled whether nobody ever cools down, whatever else is said
 * @param cooldown the first cooldown after failures whose end is not known; zero for none
 * @param maxCooldown the longest cooldown, unless the first one is longer
 * @param allowedFails how many failures a deployment may have before it cools down, zero or more
 * @param allowedFailsPolicy what goes before {@code allowedFails}, by the class of the error
 */
public record CooldownSettings(
        boolean disabled,
        Duration cooldown,
        Duration maxCooldown,
        int allowedFails,
        Map<ErrorClass, Integer> allowedFailsPolicy) {
    /** 30 seconds after the second failure, doubling to half an hour. */
    public static final CooldownSettings DEFAULT =
            new CooldownSettings(false, Duration.ofSeconds(30), Duration.ofMinutes(30), 1, Map.of());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below zero
     */
    public CooldownSettings {
        Require.notNegative("the cooldown", cooldown);
        Require.notNegative("the longest cooldown", maxCooldown);
        Require.notNegative("allowedFails", allowedFails);
        allowedFailsPolicy.forEach((error, fails) -> Require.notNegative(error.allowedFailsSetting(), fails));
        allowedFailsPolicy = PerError.copy(allowedFailsPolicy);
        cooldown = disabled ? Duration.ZERO : cooldown;
    }

    /** {@return these settings where the terms say nothing; what they say goes before, but for cooldowns that are disabled} */
    public CooldownSettings with(CooldownTerms terms) {
        return new CooldownSettings(
                disabled,
                terms.cooldown().orElse(cooldown),
                maxCooldown,
                terms.allowedFails().orElse(allowedFails),
                PerError.or(terms.allowedFailsPolicy(), allowedFailsPolicy));
    }

    CooldownSettings withMaxCooldown(Duration longest) {
        return new CooldownSettings(disabled, cooldown, longest, allowedFails, allowedFailsPolicy);
    }

    CooldownSettings withDisabled(boolean never) {
        return new CooldownSettings(never, cooldown, maxCooldown, allowedFails, allowedFailsPolicy);
    }
}
