package dev.quotarouter.simulation;

import dev.quotarouter.simulation.Worlds.Expected;
import dev.quotarouter.simulation.Worlds.NamedWorld;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** What came of one kind of world, over all its seeds. */
record WorldFigures(NamedWorld world, List<SimulationReport> reports) {
    /** Lives through the world once for each seed from 1 on. */
    static WorldFigures of(NamedWorld world, long seeds) {
        return new WorldFigures(
                world,
                LongStream.rangeClosed(1, seeds)
                        .parallel()
                        .mapToObj(seed -> Simulation.run(world.bySeed().apply(seed)))
                        .toList());
    }

    List<Figure> figures() {
        Expected expected = world.expected();
        Optional<Double> attempts = expected.withFaults() ? Optional.empty() : Optional.of(1.01);
        return List.of(
                most("refused_though_known", SimulationReport::refusedThoughKnown, Optional.of(0.0)),
                most("over_admitted", SimulationReport::overAdmitted, Optional.of(0.0)),
                most("refused_by_quota", SimulationReport::refusedByQuota, Optional.of((double)
                        expected.mostRefused())),
                new Figure("served_of_oracle_mean", mean(), Optional.of(0.999), true, 0),
                least("served_of_oracle_worst", SimulationReport::servedOfOracle, Optional.of(0.99)),
                least("served_of_foresight_worst", WorldFigures::servedOfForesight, Optional.empty()),
                most("reset_lag_seconds", SimulationReport::resetLagSeconds, Optional.of(1.0)),
                most("attempts_per_request", SimulationReport::attemptsPerRequest, attempts),
                most("spread", SimulationReport::spread, Optional.empty()));
    }

    private double mean() {
        return reports.stream()
                .mapToDouble(SimulationReport::servedOfOracle)
                .average()
                .orElse(1);
    }

    private static double servedOfForesight(SimulationReport report) {
        return report.oracleWithForesight() == 0 ? 1 : (double) report.served() / report.oracleWithForesight();
    }

    private Figure most(String name, ToDoubleFunction<SimulationReport> figure, Optional<Double> goal) {
        SimulationReport worst =
                reports.stream().max(Comparator.comparingDouble(figure)).orElseThrow();
        return new Figure(name, figure.applyAsDouble(worst), goal, false, worst.seed());
    }

    private Figure least(String name, ToDoubleFunction<SimulationReport> figure, Optional<Double> goal) {
        SimulationReport worst =
                reports.stream().min(Comparator.comparingDouble(figure)).orElseThrow();
        return new Figure(name, figure.applyAsDouble(worst), goal, true, worst.seed());
    }
}
