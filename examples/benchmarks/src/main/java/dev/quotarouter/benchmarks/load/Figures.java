package dev.quotarouter.benchmarks.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/** What all turns together say. */
public final class Figures {
    private final List<Taken> taken;
    private final Entrant yardstick;

    /**
     * Of all turns.
     *
     * @param yardstick whom the others are held against
     */
    public Figures(List<Taken> taken, Entrant yardstick) {
        this.taken = List.copyOf(taken);
        this.yardstick = yardstick;
    }

    /** {@return the figure; empty if the contender does not do that} */
    public Optional<Figure> of(Entrant entrant, int callers, Mode mode, Metric metric) {
        Map<Integer, Double> values = values(entrant, callers, mode, metric);
        Map<Integer, Double> base = values(yardstick, callers, mode, metric);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figure(
                median(values, (round, value) -> value),
                median(values, (round, value) -> value / base.getOrDefault(round, Double.NaN)),
                median(values, (round, value) -> value - base.getOrDefault(round, Double.NaN))));
    }

    /** {@return its values, by round} */
    private Map<Integer, Double> values(Entrant entrant, int callers, Mode mode, Metric metric) {
        Map<Integer, Double> values = new HashMap<>();
        for (Taken each : taken) {
            Turn turn = each.turn();
            if (each.entrant().equals(entrant) && turn.callers() == callers && turn.mode() == mode) {
                metric.read(each.sample()).ifPresent(found -> values.put(each.round(), found));
            }
        }
        return values;
    }

    private static double median(Map<Integer, Double> rounds, ToDoubleBiFunction<Integer, Double> of) {
        double[] values = rounds.entrySet().stream()
                .mapToDouble(round -> of.applyAsDouble(round.getKey(), round.getValue()))
                .sorted()
                .toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
