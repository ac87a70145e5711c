package dev.quotarouter.simulation;

import java.util.List;
import java.util.Optional;

/**
 * A figure that is not reached in a kind of world, and why. It is not allowed to get worse; once it is reached, it has to go from
 * here.
 *
 * @param world the world's name
 * @param figure the figure's name
 * @param bound how bad it is at most, over all seeds
 * @param reason why it is missed
 */
record KnownMiss(String world, String figure, double bound, String reason) {
    private static final String LATE = "where minutes bind, some room goes to requests whose replies come too late";
    private static final String TOGETHER =
            "calls of one instant are refused together, before the first refusal is back";

    static final List<KnownMiss> ALL = List.of(
            new KnownMiss("drawn projects, daily, load 0.9 × capacity", "served_of_oracle_mean", 0.998, LATE),
            new KnownMiss("drawn projects, daily, load 0.9 × capacity", "served_of_oracle_worst", 0.93, LATE),
            new KnownMiss("drawn projects, bursty, load 0.7 × capacity", "served_of_oracle_mean", 0.998, LATE),
            new KnownMiss("drawn projects, bursty, load 0.7 × capacity", "served_of_oracle_worst", 0.94, LATE),
            new KnownMiss("drawn projects, bursty, load 0.9 × capacity", "served_of_oracle_mean", 0.996, LATE),
            new KnownMiss("drawn projects, bursty, load 0.9 × capacity", "served_of_oracle_worst", 0.95, LATE),
            new KnownMiss("drawn projects, bursty, load 1.2 × capacity", "served_of_oracle_mean", 0.997, LATE),
            new KnownMiss("drawn projects, bursty, load 1.2 × capacity", "served_of_oracle_worst", 0.95, LATE),
            new KnownMiss("drawn projects, limits unknown", "served_of_oracle_mean", 0.99, LATE),
            new KnownMiss("drawn projects, limits unknown", "served_of_oracle_worst", 0.86, LATE),
            new KnownMiss("drawn projects, declared twice too high", "served_of_oracle_mean", 0.997, LATE),
            new KnownMiss("drawn projects, declared twice too high", "served_of_oracle_worst", 0.95, LATE),
            new KnownMiss("drawn projects, daily, load 1.2 × capacity", "served_of_oracle_worst", 0.95, LATE),
            new KnownMiss("drawn projects, halved at noon", "served_of_oracle_worst", 0.96, LATE),
            new KnownMiss("another client eating 30 %", "refused_by_quota", 75, TOGETHER),
            new KnownMiss("drawn projects, limits unknown", "refused_by_quota", 85, TOGETHER),
            new KnownMiss("drawn projects, declared twice too high", "refused_by_quota", 80, TOGETHER),
            new KnownMiss("drawn projects, halved at noon", "refused_by_quota", 75, TOGETHER),
            new KnownMiss("drawn projects, halved at noon", "attempts_per_request", 1.011, TOGETHER),
            new KnownMiss("drawn projects, halved at noon", "served_of_oracle_mean", 0.95, LATE));

    static Optional<KnownMiss> of(String world, Figure figure) {
        return ALL.stream()
                .filter(miss -> miss.world.equals(world) && miss.figure.equals(figure.name()))
                .findFirst();
    }
}
