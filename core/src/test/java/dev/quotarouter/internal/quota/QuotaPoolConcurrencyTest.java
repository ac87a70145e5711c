package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.INPUT_TOKENS;
import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.WindowUsage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a pool promises to many threads at once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuotaPoolConcurrencyTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final long NOON = Instant.parse("2026-03-03T20:00:00Z").toEpochMilli();
    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @RepeatedTest(10)
    void exactly_the_requests_of_the_minute_are_admitted() throws Exception {
        QuotaPool pool = pool(1_000, 1_000_000, 1_000_000);

        long admitted = together(random -> reserveOften(pool, 2, 1_000));

        assertThat(admitted).isEqualTo(1_000);
        assertThat(pool.taken(REQUESTS, MINUTE)).isEqualTo(1_000);
        assertThat(pool.taken(INPUT_TOKENS, DAY)).isEqualTo(2_000);
    }

    @RepeatedTest(10)
    void exactly_the_tokens_of_the_minute_are_admitted() throws Exception {
        QuotaPool pool = pool(1_000_000, 7_001, 1_000_000);

        assertThat(together(random -> reserveOften(pool, 7, 1_000))).isEqualTo(1_000);
    }

    @RepeatedTest(10)
    void exactly_the_requests_of_the_day_are_admitted() throws Exception {
        QuotaPool pool = pool(1_000_000, 1_000_000, 777);

        assertThat(together(random -> reserveOften(pool, 1, 1_000))).isEqualTo(777);
    }

    @Test
    void a_storm_of_endings_leaves_nothing_reserved_and_counts_what_was_used() throws Exception {
        QuotaPool pool = pool(500, 100_000, 1_000_000_000);
        AtomicLong usedTokens = new AtomicLong();

        long used = together(random -> {
            long mine = 0;
            Reservation reservation = new Reservation();
            for (int i = 0; i < 50_000; i++) {
                if (pool.tryReserve(reservation, random.nextInt(300), NOON + i / 100)) {
                    if (random.nextInt(400) == 0) {
                        long actual = random.nextInt(300);
                        reservation.settle(actual, NOON + i / 100);
                        usedTokens.addAndGet(actual);
                        mine++;
                    } else {
                        reservation.refund(NOON + i / 100);
                    }
                }
            }
            return mine;
        });

        assertThat(pool.usage(NOON + 500)).extracting(WindowUsage::reserved).allMatch(reserved -> reserved == 0);
        assertThat(pool.taken(REQUESTS, MINUTE)).isEqualTo(used).isLessThanOrEqualTo(500);
        assertThat(pool.taken(REQUESTS, DAY)).isEqualTo(used);
        assertThat(pool.taken(INPUT_TOKENS, MINUTE)).isEqualTo(usedTokens.get());
        assertThat(pool.taken(INPUT_TOKENS, DAY)).isEqualTo(usedTokens.get());
    }

    @Test
    void a_storm_through_minutes_and_midnights_ends_empty() throws Exception {
        QuotaPool pool = pool(40, 100_000, 1_000_000_000);
        AtomicLong clock = new AtomicLong(NOON);

        long unused = together(random -> {
            List<Reservation> open = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                long now = clock.addAndGet(500);
                Reservation reservation = new Reservation();
                if (pool.tryReserve(reservation, 10, now)) {
                    open.add(reservation);
                }
                if (open.size() > 20) {
                    Reservation some = open.remove(random.nextInt(open.size()));
                    if (random.nextBoolean()) {
                        some.refund(now);
                    } else {
                        some.settle(random.nextInt(50), now);
                    }
                }
            }
            open.forEach(reservation -> reservation.refund(clock.get()));
            return 0;
        });

        assertThat(pool.usage(clock.get())).extracting(WindowUsage::reserved).allMatch(reserved -> reserved == 0);
        assertThat(pool.usage(clock.get() + 61_000))
                .filteredOn(window -> window.span() == MINUTE)
                .extracting(WindowUsage::used)
                .allMatch(reserved -> reserved == 0);
    }

    private static long reserveOften(QuotaPool pool, long tokens, int times) {
        long admitted = 0;
        for (int i = 0; i < times; i++) {
            admitted += pool.tryReserve(new Reservation(), tokens, NOON + i / 10) ? 1 : 0;
        }
        return admitted;
    }

    private static QuotaPool pool(long rpm, long tpm, long rpd) {
        QuotaLimits limits = new QuotaLimits(OptionalLong.of(rpm), OptionalLong.of(tpm), OptionalLong.of(rpd));
        return new QuotaPool(limits, QuotaRules.of(LOS_ANGELES), () -> NOON);
    }

    private interface Work {
        long run(SplittableRandom random) throws Exception;
    }

    /** Runs the work on all threads at once; {@return the sum of what they answer} */
    private long together(Work work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            tasks.add(() -> {
                start.await();
                return work.run(random);
            });
        }
        long sum = 0;
        for (Future<Long> answer : threads.invokeAll(tasks)) {
            sum += answer.get();
        }
        return sum;
    }
}
