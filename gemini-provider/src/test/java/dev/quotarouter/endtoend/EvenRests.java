package dev.quotarouter.endtoend;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Chance that decides between equals as ever, but makes no rest longer than it has to be: so a test can name its end. */
final class EvenRests implements RandomGenerator {
    private final SplittableRandom random = new SplittableRandom(1);

    @Override
    public synchronized long nextLong() {
        return random.nextLong();
    }

    @Override
    public double nextDouble() {
        return 0;
    }
}
