package dev.quotarouter.simulation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How demand is spread over time. Its mean is 1, whatever its form. */
public enum Curve {
    /** Always the same. */
    CONSTANT {
        @Override
        double[] shape(Instant start, ZoneId zone, int minutes, RandomGenerator random) {
            double[] weights = new double[minutes];
            Arrays.fill(weights, 1);
            return weights;
        }
    },
    /** High at two in the afternoon, low at two at night. */
    DAILY {
        @Override
        double[] shape(Instant start, ZoneId zone, int minutes, RandomGenerator random) {
            double[] weights = new double[minutes];
            for (int minute = 0; minute < minutes; minute++) {
                int secondOfDay = start.plusSeconds(60L * minute)
                        .atZone(zone)
                        .toLocalTime()
                        .toSecondOfDay();
                double hour = secondOfDay / 3600.0;
                weights[minute] = 1 + SWING * Math.cos((hour - PEAK_HOUR) * Math.PI / 12);
            }
            return weights;
        }
    },
    /** Long quiet stretches, and short bursts of ten times as much. */
    BURSTY {
        @Override
        double[] shape(Instant start, ZoneId zone, int minutes, RandomGenerator random) {
            double[] weights = new double[minutes];
            boolean burst = false;
            int minute = 0;
            while (minute < minutes) {
                double mean = burst ? BURST_MINUTES : QUIET_MINUTES;
                int length = 1 + (int) Math.min(minutes, -mean * Math.log(1 - random.nextDouble()));
                int end = Math.min(minutes, minute + length);
                Arrays.fill(weights, minute, end, burst ? BURST_FACTOR : 1);
                minute = end;
                burst = !burst;
            }
            return weights;
        }
    };

    private static final double SWING = 0.8;
    private static final double PEAK_HOUR = 14;
    private static final double BURST_MINUTES = 10;
    private static final double QUIET_MINUTES = 50;
    private static final double BURST_FACTOR = 10;

    abstract double[] shape(Instant start, ZoneId zone, int minutes, RandomGenerator random);

    /** {@return how much of the mean comes in each minute} */
    double[] weights(Instant start, ZoneId zone, int minutes, RandomGenerator random) {
        double[] weights = shape(start, zone, minutes, random);
        double mean = Arrays.stream(weights).average().orElse(1);
        for (int minute = 0; minute < minutes; minute++) {
            weights[minute] /= mean;
        }
        return weights;
    }
}
