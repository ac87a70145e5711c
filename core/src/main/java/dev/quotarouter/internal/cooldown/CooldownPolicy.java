package dev.quotarouter.internal.cooldown;

import dev.quotarouter.chat.FailureKind;
import java.time.Duration;
import java.util.Map;

/**
 * When failures lead to a cooldown, and how long it is.
 *
 * @param cooldown the first cooldown; zero switches cooling down off
 * @param allowedFails how many failures in a row are forgiven
 * @param allowedFailsByKind the same for some kinds, where it differs
 */
public record CooldownPolicy(Duration cooldown, int allowedFails, Map<FailureKind, Integer> allowedFailsByKind) {
    // Long enough to leave an outage alone, short enough that its end is noticed.
    private static final Duration LONGEST = Duration.ofMinutes(30);

    // As good as for ever, and what is doubled does not overflow.
    private static final Duration LONGEST_FIRST = Duration.ofDays(10 * 365);

    /** Copies the map; a cooldown of more than ten years is read as ten years. */
    public CooldownPolicy {
        cooldown = cooldown.compareTo(LONGEST_FIRST) < 0 ? cooldown : LONGEST_FIRST;
        allowedFailsByKind = Map.copyOf(allowedFailsByKind);
    }

    boolean isOff() {
        return cooldown.isZero();
    }

    boolean forgives(int failsInARow, FailureKind kind) {
        return failsInARow <= allowedFailsByKind.getOrDefault(kind, allowedFails);
    }

    /** {@return the length of a cooldown: doubled with each one that did not help, up to half an hour} */
    long millis(int level) {
        long longest = Math.max(LONGEST.toMillis(), cooldown.toMillis());
        long doubled = cooldown.toMillis() << Math.min(level, 20);
        return Math.min(doubled, longest);
    }
}
