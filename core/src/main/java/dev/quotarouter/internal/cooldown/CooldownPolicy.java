package dev.quotarouter.internal.cooldown;

import dev.quotarouter.chat.FailureKind;
import java.time.Duration;
import java.util.Map;

/**
 * When failures lead to a cooldown, and how long it is.
 *
 * <p>Each cooldown that did not help is followed by one of twice the length, but of no more than a quarter of the time that the
 * trouble has lasted, or five minutes: what ends is found out soon after, and what goes on is asked ever more seldom.
 *
 * @param cooldown the first cooldown; zero switches cooling down off
 * @param allowedFails how many failures in a row are forgiven
 * @param allowedFailsByKind the same for some kinds, where it differs
 * @param longest the longest cooldown, unless the first one is longer
 */
public record CooldownPolicy(
        Duration cooldown, int allowedFails, Map<FailureKind, Integer> allowedFailsByKind, Duration longest) {
    private static final int PART_OF_THE_TROUBLE = 4;
    private static final long ALWAYS_ALLOWED_MILLIS = Duration.ofMinutes(5).toMillis();

    // As good as for ever, and what is doubled does not overflow.
    private static final Duration LONGEST_FIRST = Duration.ofDays(10 * 365);

    /** Copies the map; cooldowns of more than ten years are read as ten years. */
    public CooldownPolicy {
        cooldown = cooldown.compareTo(LONGEST_FIRST) < 0 ? cooldown : LONGEST_FIRST;
        longest = longest.compareTo(LONGEST_FIRST) < 0 ? longest : LONGEST_FIRST;
        allowedFailsByKind = Map.copyOf(allowedFailsByKind);
    }

    boolean isOff() {
        return cooldown.isZero();
    }

    boolean forgives(int failsInARow, FailureKind kind) {
        return failsInARow <= allowedFailsByKind.getOrDefault(kind, allowedFails);
    }

    /**
     * {@return the length of a cooldown}
     *
     * @param level how many there were before that did not help
     * @param lasted how long the trouble has lasted, in milliseconds
     */
    long millis(int level, long lasted) {
        long doubled = cooldown.toMillis() << Math.min(level, 20);
        long worthwhile = Math.max(ALWAYS_ALLOWED_MILLIS, lasted / PART_OF_THE_TROUBLE);
        return Math.max(cooldown.toMillis(), Math.min(doubled, Math.min(worthwhile, longest.toMillis())));
    }
}
