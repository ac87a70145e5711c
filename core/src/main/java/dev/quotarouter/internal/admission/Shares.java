package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.quota.QuotaLimits;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which share of a tier's requests each of its deployments shall have: by the first of weight, requests per minute and tokens per
 * minute that any of them has.
 *
 * <p>Who lacks the number has the mean of the others: nobody is left out, and it does not matter whether weights are written as
 * 1 and 2 or as 10 and 20. What deployments of one pool may use together is divided among them. Worked out when first asked
 * for, as most strategies never do. Immutable to its users; thread-safe.
 */
final class Shares {
    private final List<Slot> tier;
    private final Map<Slot, Double> weights;
    private volatile @Nullable Table table;

    /**
     * The shares of a tier.
     *
     * @param weights the weights that were written
     */
    Shares(List<Slot> tier, Map<Slot, Double> weights) {
        this.tier = tier;
        this.weights = weights;
    }

    /** {@return the deployment's share; 1 for one that is not of the tier} */
    double of(Slot slot) {
        return table().shares.getOrDefault(slot, 1.0);
    }

    /** {@return the position of a deployment of the tier, drawn by the shares; evenly if all are zero} */
    int draw(RandomGenerator random) {
        double[] upTo = table().upTo;
        double sum = upTo[upTo.length - 1];
        if (sum <= 0) {
            return random.nextInt(tier.size());
        }
        double point = random.nextDouble() * sum;
        int found = Arrays.binarySearch(upTo, point);
        int row = found < 0 ? -found - 1 : found;
        while (upTo[row] <= point && row < upTo.length - 1) {
            row++; // Where a range ends the next one begins; a share of zero has none.
        }
        return row;
    }

    private Table table() {
        Table known = table;
        if (known == null) {
            known = new Table(tier, shares());
            table = known; // Whoever works it out at the same time finds the same.
        }
        return known;
    }

    private double[] shares() {
        double[] written = tier.stream()
                .mapToDouble(slot -> weights.getOrDefault(slot, Double.NaN))
                .toArray();
        if (hasNumber(written)) {
            return filled(written);
        }
        double[] requests = partsOf(QuotaLimits::rpm);
        return filled(hasNumber(requests) ? requests : partsOf(QuotaLimits::tpm));
    }

    private double[] partsOf(Function<QuotaLimits, OptionalLong> limit) {
        IdentityHashMap<QuotaPool, Integer> users = new IdentityHashMap<>();
        tier.forEach(slot -> users.merge(slot.pool(), 1, Integer::sum));
        return tier.stream()
                .mapToDouble(slot -> {
                    OptionalLong whole = limit.apply(slot.terms().limits());
                    return whole.isPresent()
                            ? (double) whole.getAsLong() / users.getOrDefault(slot.pool(), 1)
                            : Double.NaN;
                })
                .toArray();
    }

    private static boolean hasNumber(double[] numbers) {
        return Arrays.stream(numbers).anyMatch(number -> !Double.isNaN(number));
    }

    private static double[] filled(double[] numbers) {
        OptionalDouble mean =
                Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).average();
        return Arrays.stream(numbers)
                .map(number -> Double.isNaN(number) ? mean.orElse(1) : number)
                .toArray();
    }

    /** Each deployment's share, and where it ends when all are laid side by side. */
    private static final class Table {
        private final IdentityHashMap<Slot, Double> shares = new IdentityHashMap<>();
        private final double[] upTo;

        Table(List<Slot> tier, double[] shares) {
            upTo = new double[shares.length];
            double sum = 0;
            for (int row = 0; row < shares.length; row++) {
                this.shares.put(tier.get(row), shares[row]);
                sum += shares[row];
                upTo[row] = sum;
            }
        }
    }
}
