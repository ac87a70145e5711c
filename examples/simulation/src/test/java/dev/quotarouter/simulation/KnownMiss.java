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
    static final List<KnownMiss> ALL = List.of(
            new KnownMiss(
                    "20-minute 503 outage, failed calls count",
                    "served_of_oracle_mean",
                    0.995,
                    "cooldowns double while the outage lasts, so that the last one outlives it by minutes"),
            new KnownMiss(
                    "20-minute 503 outage, failed calls do not count",
                    "served_of_oracle_mean",
                    0.995,
                    "cooldowns double while the outage lasts, so that the last one outlives it by minutes"),
            new KnownMiss(
                    "drawn projects, halved at noon",
                    "served_of_oracle_mean",
                    0.95,
                    "where minutes bind, room goes to requests that have hardly any time left, and their replies come too late"));

    static Optional<KnownMiss> of(String world, Figure figure) {
        return ALL.stream()
                .filter(miss -> miss.world.equals(world) && miss.figure.equals(figure.name()))
                .findFirst();
    }
}
