package dev.quotarouter.internal.cooldown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.FailureKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How many failures are forgiven, and how long the cooldown is when they are not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CooldownPolicyTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @Test
    void a_cooldown_doubles_with_each_level_up_to_five_minutes_a_quarter_of_the_trouble_and_half_an_hour() {
        CooldownPolicy policy = new CooldownPolicy(Duration.ofMinutes(1), 3, Map.of(), HALF_AN_HOUR);

        assertThat(policy.millis(0, 0)).isEqualTo(60_000);
        assertThat(policy.millis(1, 60_000)).isEqualTo(120_000);
        assertThat(policy.millis(3, 420_000)).isEqualTo(300_000);
        assertThat(policy.millis(4, 2_400_000)).isEqualTo(600_000);
        assertThat(policy.millis(5, 100_000_000)).isEqualTo(1_800_000);
        assertThat(policy.millis(Integer.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(1_800_000);
    }

    @Test
    void a_cooldown_that_is_longer_than_half_an_hour_stays_as_it_is() {
        CooldownPolicy policy = new CooldownPolicy(Duration.ofHours(2), 3, Map.of(), HALF_AN_HOUR);

        assertThat(policy.millis(0, 0)).isEqualTo(Duration.ofHours(2).toMillis());
        assertThat(policy.millis(100, Long.MAX_VALUE))
                .isEqualTo(Duration.ofHours(2).toMillis());
    }

    @Test
    void failures_are_forgiven_up_to_the_allowed_number() {
        CooldownPolicy policy = new CooldownPolicy(Duration.ofSeconds(5), 2, Map.of(), HALF_AN_HOUR);

        assertThat(policy.forgives(2, FailureKind.TIMEOUT)).isTrue();
        assertThat(policy.forgives(3, FailureKind.TIMEOUT)).isFalse();
    }

    @Test
    void a_kind_may_be_forgiven_more_often_or_less() {
        CooldownPolicy policy = new CooldownPolicy(
                Duration.ofSeconds(5), 2, Map.of(FailureKind.TIMEOUT, 4, FailureKind.OVERLOADED, 0), HALF_AN_HOUR);

        assertThat(policy.forgives(4, FailureKind.TIMEOUT)).isTrue();
        assertThat(policy.forgives(5, FailureKind.TIMEOUT)).isFalse();
        assertThat(policy.forgives(1, FailureKind.OVERLOADED)).isFalse();
        assertThat(policy.forgives(2, FailureKind.SERVER_ERROR)).isTrue();
    }

    @Test
    void a_cooldown_of_zero_is_none() {
        assertThat(new CooldownPolicy(Duration.ZERO, 0, Map.of(), HALF_AN_HOUR).isOff())
                .isTrue();
        assertThat(new CooldownPolicy(Duration.ofMillis(1), 0, Map.of(), HALF_AN_HOUR).isOff())
                .isFalse();
    }

    @Test
    void a_policy_does_not_change_with_the_map_it_was_made_of() {
        Map<FailureKind, Integer> allowed = new EnumMap<>(Map.of(FailureKind.TIMEOUT, 4));
        CooldownPolicy policy = new CooldownPolicy(Duration.ofSeconds(5), 0, allowed, HALF_AN_HOUR);
        allowed.clear();

        assertThat(policy.forgives(4, FailureKind.TIMEOUT)).isTrue();
    }
}
