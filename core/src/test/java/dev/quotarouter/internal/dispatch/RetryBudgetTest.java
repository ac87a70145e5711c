package dev.quotarouter.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How many attempts may be added to how many requests. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetryBudgetTest {
    // Just below the overflow: nanoseconds may be anything.
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now = START;
    private RetryBudget budget = new RetryBudget(0.2, START);

    @Test
    void a_few_may_always_be_added_and_a_share_of_the_requests_on_top() {
        assertThat(drawAll()).isEqualTo(RetryBudget.ALWAYS);

        come(1_000);
        assertThat(budget.isSpent(now)).isFalse();
        assertThat(drawAll()).isEqualTo(200);
        assertThat(budget.isSpent(now)).isTrue();
    }

    @Test
    void a_share_of_nothing_leaves_the_few() {
        budget = new RetryBudget(0, START);
        come(1_000);

        assertThat(drawAll()).isEqualTo(RetryBudget.ALWAYS);
    }

    @Test
    void requests_and_draws_count_for_a_minute() {
        come(1_000);
        assertThat(drawAll()).isEqualTo(RetryBudget.ALWAYS + 200);
        now += 49 * SECOND;
        assertThat(drawAll()).isZero();
        now += 12 * SECOND;

        assertThat(drawAll()).as("the old requests give nothing any more").isEqualTo(RetryBudget.ALWAYS);
    }

    @Test
    void what_was_of_use_is_given_back() {
        long first = budget.draw(now);
        assertThat(drawAll()).isEqualTo(RetryBudget.ALWAYS - 1);
        now += 15 * SECOND;
        budget.giveBack(first);
        budget.giveBack(RetryBudget.NOTHING);

        assertThat(drawAll()).isEqualTo(1);
    }

    @Test
    void a_late_giving_back_adds_nothing_to_a_later_minute() {
        long first = budget.draw(now);
        now += 300 * SECOND;
        assertThat(drawAll()).isEqualTo(RetryBudget.ALWAYS);
        budget.giveBack(first);

        assertThat(drawAll()).isZero();
    }

    @Test
    void more_requests_than_can_be_counted_do_no_harm() {
        come(1_100_000);

        assertThat(drawAll()).isEqualTo(RetryBudget.ALWAYS + ((1 << 20) - 1) / 5);
    }

    @Test
    void years_later_it_still_counts() {
        now += Duration.ofDays(15 * 365).toNanos();
        come(10);

        assertThat(drawAll()).isEqualTo(RetryBudget.ALWAYS + 2);
    }

    @Test
    void threads_never_draw_more_than_there_is() throws Exception {
        come(500);
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Integer> drawer = () -> {
            start.await();
            return drawAll();
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> drawn = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                drawn.add(executor.submit(drawer));
            }
            int sum = 0;
            for (Future<Integer> future : drawn) {
                sum += future.get();
            }
            assertThat(sum).isEqualTo(RetryBudget.ALWAYS + 100);
        } finally {
            executor.shutdownNow();
        }
    }

    private void come(int requests) {
        for (int i = 0; i < requests; i++) {
            budget.arrived(now);
        }
    }

    private int drawAll() {
        int drawn = 0;
        while (budget.draw(now) != RetryBudget.NOTHING) {
            drawn++;
        }
        return drawn;
    }
}
