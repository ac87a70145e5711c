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
    private static final String HELD =
            "the oracle lets callers wait for a pool whose minutes perish while another has room now, and so "
                    + "saves the day of that one; seen on seven of the worst seeds";
    private static final String UNLEARNED =
            "on the first day nobody knows how long the days are, so the pool whose minutes perish is not always used "
                    + "first; beyond that as where limits are known";
    private static final String CHANGED =
            "callers are not made to wait as by the oracle, and the new limits have to be learned; the "
                    + "two were not told apart";
    private static final String FEW =
            "six refusals, one or two for each window that changed, weigh that much where only 462 "
                    + "requests are served";
    private static final String CLOSE =
            "a second call is made within the 80 ms until the first refusal of a window is back";
    private static final String CROWD =
            "those who waited for midnight go at once where limits are declared and no refusal since noon has told of "
                    + "the halving";

    static final List<KnownMiss> ALL = List.of(
            new KnownMiss("drawn projects, daily, load 0.9 × capacity", "served_of_oracle_mean", 0.998, HELD),
            new KnownMiss("drawn projects, daily, load 0.9 × capacity", "served_of_oracle_worst", 0.93, HELD),
            new KnownMiss("drawn projects, bursty, load 0.7 × capacity", "served_of_oracle_mean", 0.998, HELD),
            new KnownMiss("drawn projects, bursty, load 0.7 × capacity", "served_of_oracle_worst", 0.94, HELD),
            new KnownMiss("drawn projects, bursty, load 0.9 × capacity", "served_of_oracle_mean", 0.996, HELD),
            new KnownMiss("drawn projects, bursty, load 0.9 × capacity", "served_of_oracle_worst", 0.95, HELD),
            new KnownMiss("drawn projects, bursty, load 1.2 × capacity", "served_of_oracle_mean", 0.997, HELD),
            new KnownMiss("drawn projects, bursty, load 1.2 × capacity", "served_of_oracle_worst", 0.95, HELD),
            new KnownMiss("drawn projects, limits unknown", "served_of_oracle_mean", 0.995, UNLEARNED),
            new KnownMiss("drawn projects, limits unknown", "served_of_oracle_worst", 0.9, UNLEARNED),
            new KnownMiss("drawn projects, declared twice too high", "served_of_oracle_mean", 0.997, HELD),
            new KnownMiss("drawn projects, declared twice too high", "served_of_oracle_worst", 0.95, HELD),
            new KnownMiss("drawn projects, daily, load 1.2 × capacity", "served_of_oracle_worst", 0.95, HELD),
            new KnownMiss("drawn projects, halved at noon", "served_of_oracle_worst", 0.96, CHANGED),
            new KnownMiss("another client eating 30 %", "refused_by_quota", 73, CLOSE),
            new KnownMiss("drawn projects, declared twice too high", "refused_by_quota", 14, CLOSE),
            new KnownMiss("drawn projects, halved at noon", "refused_by_quota", 73, CROWD),
            new KnownMiss("drawn projects, halved at noon", "attempts_per_request", 1.011, FEW),
            new KnownMiss("drawn projects, halved at noon", "served_of_oracle_mean", 0.998, CHANGED));

    static Optional<KnownMiss> of(String world, Figure figure) {
        return ALL.stream()
                .filter(miss -> miss.world.equals(world) && miss.figure.equals(figure.name()))
                .findFirst();
    }
}
