package dev.quotarouter.cli.batch;

import java.util.ArrayList;
import java.util.List;

/** Several supplies drawn on at once, each at its rate until it is used up. Not thread-safe. */
final class Flow {
    private final double most;
    private final List<double[]> sources = new ArrayList<>();
    private double carried;
    private double minutes;

    /** @param most what all of them together may bring in a minute */
    Flow(double most) {
        this.most = most;
    }

    /**
     * Adds a supply.
     *
     * @param amount what there is of it; may be infinite
     * @param perMinute how fast it can be drawn on
     */
    void add(double amount, double perMinute) {
        if (amount > 0 && perMinute > 0) {
            sources.add(new double[] {amount, Math.min(perMinute, most)});
        }
    }

    /** Draws until so much was carried, so much time has passed, or all is used up. */
    void run(double wanted, double time) {
        while (!sources.isEmpty() && carried < wanted && minutes < time) {
            double rate = sources.stream().mapToDouble(source -> source[1]).sum();
            double throttle = Math.min(1, most / rate);
            double untilOneEnds = sources.stream()
                    .mapToDouble(source -> source[0] / (source[1] * throttle))
                    .min()
                    .orElseThrow();
            double step = Math.min(untilOneEnds, Math.min((wanted - carried) / (rate * throttle), time - minutes));
            sources.forEach(source -> source[0] -= source[1] * throttle * step);
            // What is left by rounding is nothing.
            sources.removeIf(source -> source[0] < 1e-9);
            carried += rate * throttle * step;
            minutes += step;
            if (wanted - carried < 1e-6) {
                carried = wanted;
            }
        }
    }

    double carried() {
        return carried;
    }

    double minutes() {
        return minutes;
    }
}
