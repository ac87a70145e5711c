package dev.quotarouter.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.benchmarks.report.Findings;
import dev.quotarouter.simulation.Simulation;
import dev.quotarouter.simulation.SimulationReport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulatedQualityPartTest {
    @Test
    void the_router_s_line_is_what_the_simulation_reports_and_the_others_are_called_a_model() {
        SimulationReport report = Simulation.run(new SimulatedWeek(1, 1.5, 1).world());

        Findings findings = SimulatedQualityPart.measure(1, 1);

        assertThat(findings.tables().get(2).title()).isEqualTo("Load 1.5");
        assertThat(findings.tables().get(2).rows().get(0))
                .startsWith(
                        "QuotaRouter", String.format("%,d", report.offered()), String.format("%,d", report.served()));
        assertThat(findings.tables())
                .allSatisfy(table -> assertThat(table.rows())
                        .hasSize(3)
                        .filteredOn(row -> !row.get(0).equals("QuotaRouter"))
                        .allSatisfy(row -> assertThat(row.get(0)).startsWith("model of LiteLLM's rules")));
        assertThat(findings.highlights())
                .allSatisfy(highlight -> assertThat(highlight.beside())
                        .startsWith("a model of LiteLLM's rules with its cooldown of 5 s, "));
    }
}
