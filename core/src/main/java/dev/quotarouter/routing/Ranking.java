package dev.quotarouter.routing;

import java.util.random.RandomGenerator;

/** Finds the best row by one criterion; rows that are equal by it are ordered by usage, so that equals stay equal. No state. */
final class Ranking {
    private Ranking() {}

    /** What a row is judged by; the least is best. */
    @FunctionalInterface
    interface Criterion {
        double of(Candidates candidates, int row);
    }

    /** {@return the row with the least value} */
    static int least(Candidates candidates, RandomGenerator random, Criterion criterion) {
        return least(candidates, random, criterion, 0);
    }

    /**
     * {@return the least used of the rows whose value is the least, or nearly}
     *
     * @param buffer by which share of the least value another may be larger and still count as equal
     */
    static int least(Candidates candidates, RandomGenerator random, Criterion criterion, double buffer) {
        int best = 0;
        double least = criterion.of(candidates, 0);
        for (int row = 1; row < candidates.size(); row++) {
            double value = criterion.of(candidates, row);
            if (value < least) {
                best = row;
                least = value;
            }
        }
        double most = least > 0 ? least * (1 + buffer) : least;
        return leastUsed(candidates, random, criterion, most, best);
    }

    /** Values may change between two looks: the row that was best at the first one stands in for none at the second. */
    private static int leastUsed(
            Candidates candidates, RandomGenerator random, Criterion criterion, double most, int fallback) {
        int best = -1;
        int ties = 1;
        for (int row = 0; row < candidates.size(); row++) {
            if (criterion.of(candidates, row) > most) {
                continue;
            }
            int order = best < 0 ? -1 : UsageBasedRouting.compare(candidates, row, best);
            if (order < 0) {
                best = row;
                ties = 1;
            } else if (order == 0) {
                ties++;
                best = random.nextInt(ties) == 0 ? row : best;
            }
        }
        return best < 0 ? fallback : best;
    }
}
