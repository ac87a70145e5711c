package dev.quotarouter.benchmarks.call;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all turns together say. */
final class Figures {
    private final List<Taken> taken;

    Figures(List<Taken> taken) {
        this.taken = List.copyOf(taken);
    }

    /** {@return the figure; empty if the contender does not do that} */
    Optional<Figure> of(Entrant entrant, int callers, Mode mode, Metric metric) {
        Map<Integer, Double> values = values(entrant, callers, mode, metric);
        Map<Integer, Double> byHand = values(Entrant.BY_HAND, callers, mode, metric);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        double[] ratios = values.entrySet().stream()
                .mapToDouble(value -> value.getValue() / byHand.getOrDefault(value.getKey(), Double.NaN))
                .toArray();
        return Optional.of(new Figure(
                median(values.values().stream().mapToDouble(Double::doubleValue).toArray()), median(ratios)));
    }

    /** {@return its values, by round} */
    private Map<Integer, Double> values(Entrant entrant, int callers, Mode mode, Metric metric) {
        Map<Integer, Double> values = new HashMap<>();
        for (Taken each : taken) {
            Turn turn = each.turn();
            if (each.entrant() == entrant && turn.callers() == callers && turn.mode() == mode) {
                metric.read(each.sample()).ifPresent(found -> values.put(each.round(), found));
            }
        }
        return values;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
