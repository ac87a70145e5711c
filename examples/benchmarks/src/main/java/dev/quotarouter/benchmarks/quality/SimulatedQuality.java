package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.simulation.SimulationReport;
import java.util.List;

/**
 * What came of one simulant at one load, over all seeds.
 *
 * @param simulant who
 * @param load how much was asked
 * @param offered requests that came
 * @param served requests that were served
 * @param oracleServed the most that could have been served
 * @param calls calls that were made
 * @param refused calls that were refused for quota
 * @param resetLagSeconds the longest time from a reset to the first call that was served
 */
record SimulatedQuality(
        Simulant simulant,
        double load,
        long offered,
        long served,
        long oracleServed,
        long calls,
        long refused,
        double resetLagSeconds) {
    static SimulatedQuality of(Simulant simulant, double load, List<SimulationReport> reports) {
        return new SimulatedQuality(
                simulant,
                load,
                reports.stream().mapToLong(SimulationReport::offered).sum(),
                reports.stream().mapToLong(SimulationReport::served).sum(),
                reports.stream().mapToLong(SimulationReport::oracleServed).sum(),
                reports.stream().mapToLong(SimulationReport::upstreamCalls).sum(),
                reports.stream().mapToLong(SimulationReport::refusedByQuota).sum(),
                reports.stream()
                        .mapToDouble(SimulationReport::resetLagSeconds)
                        .max()
                        .orElse(0));
    }

    double servedOfOracle() {
        return (double) served / oracleServed;
    }

    double refusedPerReply() {
        return (double) refused / served;
    }

    double callsPerReply() {
        return (double) calls / served;
    }
}
