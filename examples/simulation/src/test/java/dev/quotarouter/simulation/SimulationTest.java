package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.config.HealthCheckSettings;
import dev.quotarouter.config.RouterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulationTest {
    @Test
    void the_same_seed_tells_the_same_story() {
        SimulationReport first = Simulation.run(Worlds.classic(1.5, Curve.BURSTY, 2, 7));
        SimulationReport second = Simulation.run(Worlds.classic(1.5, Curve.BURSTY, 2, 7));
        SimulationReport other = Simulation.run(Worlds.classic(1.5, Curve.BURSTY, 2, 8));

        assertThat(second).isEqualTo(first);
        assertThat(other.offered()).isNotEqualTo(first.offered());
    }

    @ParameterizedTest
    @EnumSource(Curve.class)
    void where_limits_are_declared_no_call_is_wasted_and_nothing_is_left_on_the_table(Curve curve) {
        SimulationReport report = Simulation.run(Worlds.classic(1.5, curve, 2, 42));

        assertThat(report.refusedByQuota()).isZero();
        assertThat(report.overAdmitted()).isZero();
        assertThat(report.servedOfOracle()).isGreaterThanOrEqualTo(0.999);
        assertThat(report.resetLagSeconds()).isLessThanOrEqualTo(1);
    }

    @Test
    void a_router_that_looks_after_its_deployments_meets_no_dead_key() {
        assertThat(afterBothKeysDied(HealthCheckSettings.DEFAULT).failedCalls()).containsKey("key_rejected");
        assertThat(afterBothKeysDied(HealthCheckSettings.DEFAULT.withBackground(true))
                        .failedCalls())
                .isEmpty();
    }

    private static SimulationReport afterBothKeysDied(HealthCheckSettings looking) {
        RouterConfig config = Worlds.classic().toBuilder().healthChecks(looking).build();
        Trace lateAsWell = new Trace(List.of(
                new Trace.Entry(0, OptionalLong.of(9), OptionalLong.of(9)),
                new Trace.Entry(Duration.ofHours(20).toMillis(), OptionalLong.of(9), OptionalLong.of(9))));
        World world = Worlds.classic(1, Curve.CONSTANT, 1, 1);
        Traffic usual = world.traffic();
        Traffic traffic = new Traffic(
                1, usual.curve(), usual.tokens(), usual.replyMillis(), usual.patience(), Optional.of(lateAsWell));
        List<Incident> deaths = List.of(
                new Incident.KeyRevoked(Duration.ofHours(1), "KEY_1"),
                new Incident.KeyRevoked(Duration.ofHours(1), "KEY_2"));
        return Simulation.run(new World(config, world.model(), world.truth(), deaths, traffic, world.firstDay(), 1, 1));
    }

    @Test
    void nobody_serves_more_than_the_oracle() {
        for (double load : new double[] {0.5, 1, 3}) {
            SimulationReport report = Simulation.run(Worlds.classic(load, Curve.BURSTY, 2, 3));

            assertThat(report.served()).isLessThanOrEqualTo(report.oracleServed());
        }
    }
}
