package dev.quotarouter.internal.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a model's own counts have taught about the estimates made for it: a factor, near 1 while nothing is known.
 *
 * <p>It follows the counts upwards faster than downwards. An estimate that is too small costs a refused call, one that is too
 * large only some room for the length of the call. Thread-safe, lock-free.
 */
final class EstimateCorrection {
    // In shorter prompts what the provider adds by itself outweighs the text.
    private static final long LEAST_TOKENS = 64;
    private static final double UP = 0.25;
    private static final double DOWN = 0.05;
    // Past these it is not the estimate that is wrong but the count that is of something else.
    private static final double SMALLEST = 0.5;
    private static final double LARGEST = 3;

    private final AtomicLong factorBits = new AtomicLong(Double.doubleToRawLongBits(1));

    /** {@return the estimate as the model would about count it} */
    long apply(long estimate) {
        double factor = factor();
        return factor == 1 ? estimate : (long) Math.ceil(estimate * factor);
    }

    /** Compares an estimate, uncorrected, with what was counted. */
    void learn(long estimate, long counted) {
        if (estimate < LEAST_TOKENS || counted <= 0) {
            return;
        }
        double seen = Math.min(LARGEST, Math.max(SMALLEST, (double) counted / estimate));
        factorBits.getAndUpdate(bits -> {
            double factor = Double.longBitsToDouble(bits);
            return Double.doubleToRawLongBits(factor + (seen > factor ? UP : DOWN) * (seen - factor));
        });
    }

    private double factor() {
        return Double.longBitsToDouble(factorBits.get());
    }
}
