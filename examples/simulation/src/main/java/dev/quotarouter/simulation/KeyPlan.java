package dev.quotarouter.simulation;

import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.gemini.GeminiProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How much of the same demand is served with fewer and with more projects, each with the keys and models that one has now. A
 * second key of a project adds nothing, so it is projects that are counted.
 *
 * @param now how many there are
 * @param points what came of each number that was tried, smallest first
 */
public record KeyPlan(int now, List<Point> points) {
    /** What counts as all of it: a burst can always be too short to wait for. */
    static final double ENOUGH = 0.99;

    private static final int MOST_DAYS = 2;
    private static final int MOST_POINTS = 12;

    /** Copies the points. */
    public KeyPlan {
        points = List.copyOf(points);
    }

    /**
     * What came of one number of projects.
     *
     * @param projects how many
     * @param offered requests that came
     * @param served requests that were served
     */
    public record Point(int projects, long offered, long served) {
        /** {@return the share that was served} */
        public double share() {
            return offered == 0 ? 1 : (double) served / offered;
        }
    }

    /** {@return the fewest projects of those tried that serve all but a hundredth; empty if none does} */
    public Optional<Point> enough() {
        return points.stream().filter(point -> point.share() >= ENOUGH).findFirst();
    }

    /**
     * Tries it out, over the first two days of the world and without its incidents
     * and fallbacks.
     *
     * @param assumedTier the tier whose limits hold where the configuration says nothing
     */
    public static KeyPlan of(World world, Optional<String> assumedTier) {
        double requestsPerDay = Capacity.requestsPerDay(world);
        Enlargement enlargement = new Enlargement(world.config(), world.model());
        List<Point> points = new ArrayList<>();
        for (int number : numbers(enlargement.projects(), world.traffic().load())) {
            RouterConfig config = enlargement.to(number);
            SimulationReport report = Simulation.run(shortened(world, config, assumedTier), requestsPerDay);
            points.add(new Point(number, report.offered(), report.served()));
        }
        return new KeyPlan(enlargement.projects(), points);
    }

    private static World shortened(World world, RouterConfig config, Optional<String> assumedTier) {
        try (GeminiProvider provider = GeminiProvider.create()) {
            return new World(
                    config,
                    world.model(),
                    Truth.of(config, provider, assumedTier),
                    List.of(),
                    world.traffic(),
                    world.firstDay(),
                    Math.min(MOST_DAYS, world.days()),
                    world.seed());
        }
    }

    // Around what there is and what the load lets expect, and what lies between.
    private static TreeSet<Integer> numbers(int now, double load) {
        int expected = (int) Math.min(10_000, Math.ceil(load * now));
        int most = Math.max(now, expected) + 1;
        TreeSet<Integer> numbers = new TreeSet<>(List.of(1, now, expected, most));
        int step = Math.max(1, (most + MOST_POINTS - 1) / MOST_POINTS);
        for (int number = 1; number < most; number += step) {
            numbers.add(number);
        }
        return numbers;
    }
}
