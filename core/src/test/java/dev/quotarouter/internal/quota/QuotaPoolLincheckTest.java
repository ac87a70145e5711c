package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Whatever threads reserve, settle and refund at once, each sees a pool that was used by one after the other. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Param(name = "thread", gen = ThreadIdGen.class)
public class QuotaPoolLincheckTest {
    // A few seconds with every build; -Dlincheck.thoroughness=50 for a night.
    private static final int THOROUGHNESS = Integer.getInteger("lincheck.thoroughness", 1);

    private static final long NOW = Instant.parse("2026-03-03T20:00:00Z").toEpochMilli();
    private static final long TOKENS = 10;
    private static final int MOST_THREADS = 8;

    // One request, so that any two at once are one too many.
    private final QuotaPool pool = new QuotaPool(
            new QuotaLimits(OptionalLong.of(1), OptionalLong.of(2 * TOKENS), OptionalLong.of(100)),
            QuotaRules.of(ZoneId.of("America/Los_Angeles")),
            () -> NOW);
    private final Reservation[] reservations = new Reservation[MOST_THREADS];

    /** Nothing is reserved. */
    public QuotaPoolLincheckTest() {
        for (int i = 0; i < MOST_THREADS; i++) {
            reservations[i] = new Reservation();
        }
    }

    @Test
    void every_interleaving_of_a_few_steps_is_one_of_an_order() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .actorsPerThread(3)
                .iterations(4 * THOROUGHNESS)
                .invocationsPerIteration(40)
                .check(QuotaPoolLincheckTest.class);
    }

    @Test
    void threads_that_run_as_they_like_see_an_order() {
        new StressOptions()
                .threads(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .actorsPerThread(3)
                .iterations(5 * THOROUGHNESS)
                .invocationsPerIteration(100)
                .check(QuotaPoolLincheckTest.class);
    }

    /** A thread reserves, unless it holds something; {@return whether it holds something now that it did not before} */
    @Operation
    public boolean reserve(@Param(name = "thread") int thread) {
        return !reservations[thread].isOpen() && pool.tryReserve(reservations[thread], TOKENS, NOW);
    }

    /** A thread's call never left. */
    @Operation
    public void refund(@Param(name = "thread") int thread) {
        reservations[thread].refund(NOW);
    }

    /** A thread's call was counted as more than was reserved for it. */
    @Operation
    public void settle(@Param(name = "thread") int thread) {
        reservations[thread].settle(TOKENS + 5, NOW);
    }

    /** {@return how many requests the minute holds} */
    @Operation
    public long taken() {
        return pool.usage(NOW).stream()
                .filter(window -> window.dimension() == QuotaDimension.REQUESTS && window.span() == QuotaSpan.MINUTE)
                .mapToLong(window -> window.used() + window.reserved())
                .sum();
    }
}
