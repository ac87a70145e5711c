package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

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
    void nobody_serves_more_than_the_oracle() {
        for (double load : new double[] {0.5, 1, 3}) {
            SimulationReport report = Simulation.run(Worlds.classic(load, Curve.BURSTY, 2, 3));

            assertThat(report.served()).isLessThanOrEqualTo(report.oracleServed());
        }
    }
}
