package dev.quotarouter.internal.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money as a whole number of millionth millionths of a US dollar: the smallest prices have a place in it. Has no state. */
final class Picodollars {
    private static final int DIGITS = 12;

    /** More than anyone has: sums end here instead of running over. */
    static final long MOST = Long.MAX_VALUE;

    private Picodollars() {}

    /** {@return the amount, rounded up; {@link #MOST} for nine million dollars and more} */
    static long of(BigDecimal dollars) {
        BigDecimal whole = dollars.movePointRight(DIGITS).setScale(0, RoundingMode.CEILING);
        return whole.compareTo(BigDecimal.valueOf(MOST)) >= 0 ? MOST : whole.longValueExact();
    }

    static BigDecimal dollars(long picodollars) {
        return BigDecimal.valueOf(picodollars, DIGITS);
    }

    /** {@return the price of so many, both zero or more} */
    static long times(long price, long count) {
        return Math.multiplyHigh(price, count) != 0 || price * count < 0 ? MOST : price * count;
    }

    /** {@return the sum of two amounts, both zero or more} */
    static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? MOST : sum;
    }
}
