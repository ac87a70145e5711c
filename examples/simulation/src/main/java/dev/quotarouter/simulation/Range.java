package dev.quotarouter.simulation;

import java.util.random.RandomGenerator;

/**
 * From a least to a most, with every order of magnitude equally likely.
 *
 * @param least the smallest; positive
 * @param most the greatest
 */
public record Range(long least, long most) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the least is not positive or greater than the most
     */
    public Range {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException(
                    "a range goes from 1 or more to something greater, not from " + least + " to " + most);
        }
    }

    /** {@return what is drawn on average} */
    public double mean() {
        return least == most ? least : (most - least) / Math.log((double) most / least);
    }

    long draw(RandomGenerator random) {
        if (least == most) {
            return least;
        }
        return Math.min(most, Math.round(least * Math.pow((double) most / least, random.nextDouble())));
    }
}
