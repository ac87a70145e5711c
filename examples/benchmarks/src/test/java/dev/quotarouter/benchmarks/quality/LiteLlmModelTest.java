package dev.quotarouter.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.simulation.Simulation;
import dev.quotarouter.simulation.SimulationReport;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LiteLlmModelTest {
    private static final long MINUTE = 60_000;

    private final ModelledDeployment deployment = deployment(2, 1_000);

    @Test
    void requests_count_when_they_are_called_until_the_calendar_s_minute_ends() {
        long late = 10 * MINUTE - 1;
        deployment.called(late);
        deployment.called(late);

        assertThat(deployment.takes(1, late)).isFalse();
        // A window that rolls would still be full.
        assertThat(deployment.takes(1, 10 * MINUTE)).isTrue();
    }

    @Test
    void tokens_count_only_once_a_call_was_answered_and_in_the_minute_in_which_it_was() {
        deployment.called(0);
        assertThat(deployment.tokens(0)).isZero();

        deployment.answered(900, MINUTE);

        assertThat(deployment.tokens(MINUTE)).isEqualTo(900);
        assertThat(deployment.takes(101, MINUTE)).isFalse();
        assertThat(deployment.takes(100, MINUTE)).isTrue();
    }

    @Test
    void a_refusal_rests_it_for_the_cooldown_and_another_one_meanwhile_no_longer() {
        deployment.refused(0, 5_000);
        deployment.refused(4_000, 5_000);

        assertThat(deployment.takes(1, 4_999)).isFalse();
        assertThat(deployment.takes(1, 5_000)).isTrue();
    }

    @Test
    void a_day_that_is_spent_is_asked_again_after_every_cooldown() {
        SimulationReport report =
                Simulation.run(new SimulatedWeek(1, 1.5, 1).world(), LiteLlmModel.coolingFor(Duration.ofSeconds(5)));

        assertThat(report.refusedByQuota()).isGreaterThan(report.served());
        assertThat(report.served()).isLessThanOrEqualTo(report.oracleServed());
    }

    @Test
    void a_longer_cooldown_wastes_less() {
        SimulationReport shorter =
                Simulation.run(new SimulatedWeek(1, 1.5, 1).world(), LiteLlmModel.coolingFor(Duration.ofSeconds(5)));
        SimulationReport longer =
                Simulation.run(new SimulatedWeek(1, 1.5, 1).world(), LiteLlmModel.coolingFor(Duration.ofSeconds(180)));

        assertThat(longer.refusedByQuota()).isLessThan(shorter.refusedByQuota());
    }

    @Test
    void a_request_is_attempted_three_times_at_most_and_waits_for_nobody() {
        SimulationReport report =
                Simulation.run(new SimulatedWeek(1, 3, 1).world(), LiteLlmModel.coolingFor(Duration.ofSeconds(5)));

        assertThat(report.attemptsPerRequest()).isBetween(1.0, 3.0);
        assertThat(report.waits().most()).isZero();
    }

    @Test
    void the_same_seed_gives_the_same_figures() {
        LiteLlmModel model = LiteLlmModel.coolingFor(LiteLlmModel.USUAL_COOLDOWN);

        assertThat(Simulation.run(new SimulatedWeek(1, 1.5, 7).world(), model))
                .isEqualTo(Simulation.run(new SimulatedWeek(1, 1.5, 7).world(), model));
    }

    private static ModelledDeployment deployment(long rpm, long tpm) {
        try (GeminiProvider provider = GeminiProvider.create()) {
            return ModelledDeployment.of(
                    Deployment.builder("gpt-4", "gemini/gemini-2.5-flash")
                            .apiKey("secret")
                            .rpm(rpm)
                            .tpm(tpm)
                            .build(),
                    provider);
        }
    }
}
