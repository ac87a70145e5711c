package dev.quotarouter.simulation;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.simulator.Limits;
import java.util.List;

/**
 * What a project truly may use of a model.
 *
 * @param project whose quota it is
 * @param model the base model, under which it is counted
 * @param names the names by which the model is called
 * @param limits how much
 */
public record TruePool(String project, String model, List<String> names, Limits limits) {
    private static final double MINUTES_OF_A_DAY = 1_440;

    /** Copies the names. */
    public TruePool {
        requireNonNull(project, "project");
        requireNonNull(model, "model");
        requireNonNull(limits, "limits");
        names = List.copyOf(names);
    }

    /** {@return project and model} */
    public String id() {
        return project + "/" + model;
    }

    /** {@return the same pool with other limits} */
    public TruePool with(Limits others) {
        return new TruePool(project, model, names, others);
    }

    /** {@return how many requests it carries in a day of 24 hours: as many as the day allows and the minutes let through} */
    public double requestsPerDay(double meanTokens) {
        double perMinute = limits.rpm().isPresent() ? limits.rpm().getAsLong() : Double.POSITIVE_INFINITY;
        double byTokens = limits.tpm().isPresent() ? limits.tpm().getAsLong() / meanTokens : Double.POSITIVE_INFINITY;
        double perDay = limits.rpd().isPresent() ? limits.rpd().getAsLong() : Double.POSITIVE_INFINITY;
        return Math.min(perDay, MINUTES_OF_A_DAY * Math.min(perMinute, byTokens));
    }
}
