package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OracleTest {
    private static final long MINUTE = 60_000;

    @Test
    void it_serves_as_many_as_trying_everything_out_does() {
        SplittableRandom random = new SplittableRandom(11);
        for (int world = 0; world < 400; world++) {
            Tiny tiny = Tiny.draw(random, false);

            assertThat(tiny.oracle()).as("world %d: %s", world, tiny).isEqualTo(tiny.bestPlan());
        }
    }

    @Test
    void where_prompts_have_sizes_it_serves_no_fewer() {
        SplittableRandom random = new SplittableRandom(12);
        for (int world = 0; world < 300; world++) {
            Tiny tiny = Tiny.draw(random, true);

            assertThat(tiny.oracle()).as("world %d: %s", world, tiny).isGreaterThanOrEqualTo(tiny.bestPlan());
        }
    }

    @Test
    void what_arrives_before_midnight_may_be_served_from_the_new_day() {
        Requests requests = requests(Duration.ofMinutes(2), 9 * MINUTE, 9 * MINUTE);
        List<Segment> days = List.of(new Segment(0, 10, List.of(pool(1, 5))), new Segment(10, 20, List.of(pool(1, 5))));

        assertThat(new Oracle(requests, days, false).served()).isEqualTo(2);
    }

    @Test
    void a_minute_carries_no_more_than_its_limit_and_who_must_go_first_goes_first() {
        Requests requests = requests(Duration.ofSeconds(60), 0, 1, 2, 30_000);

        assertThat(new Oracle(requests, List.of(new Segment(0, 3, List.of(pool(9, 1)))), false).served())
                .isEqualTo(2);
    }

    @Test
    void a_bucket_gives_its_burst_besides() {
        Requests requests = requests(Duration.ofSeconds(30), 0, 1, 2, 3, 4);
        List<Segment> one = List.of(new Segment(0, 3, List.of(pool(9, 2))));

        assertThat(new Oracle(requests, one, false).served()).isEqualTo(2);
        assertThat(new Oracle(requests, one, true).served()).isEqualTo(4);
    }

    @Test
    void nobody_serves_a_prompt_larger_than_every_minute_or_a_reply_that_takes_longer_than_its_caller_waits() {
        Requests requests = new Requests.Builder()
                .add(0, 1_000, 1_000)
                .add(1, 10, 60_000)
                .add(2, 10, 1_000)
                .build(Duration.ofMinutes(1));
        PoolSupply pool = new PoolSupply("p", 9, 9, 999, null);

        assertThat(new Oracle(requests, List.of(new Segment(0, 3, List.of(pool))), false).served())
                .isEqualTo(1);
    }

    @Test
    void with_more_pools_than_can_be_tried_out_it_is_still_exact_where_minutes_are_even() {
        List<PoolSupply> many = new ArrayList<>();
        for (int i = 1; i <= 14; i++) {
            many.add(pool(i, 15 - i));
        }
        long[] arrivals = new long[200];
        Arrays.setAll(arrivals, i -> i / 20 * MINUTE);
        // Ten minutes: a pool gives the smaller of its day and ten times its minute.
        long best = many.stream()
                .mapToLong(pool -> Math.min(pool.room(), 10 * pool.perMinute(0)))
                .sum();

        assertThat(new Oracle(requests(Duration.ofMinutes(1), arrivals), List.of(new Segment(0, 11, many)), false)
                        .served())
                .isEqualTo(Math.min(best, 200));
    }

    private static Requests requests(Duration patience, long... arrivals) {
        Requests.Builder requests = new Requests.Builder();
        for (long arrival : arrivals) {
            requests.add(arrival, 1, 1);
        }
        return requests.build(patience);
    }

    private static PoolSupply pool(long room, long perMinute) {
        return new PoolSupply("p", room, perMinute, PoolSupply.UNLIMITED, null);
    }

    /** A world small enough to try out every plan: who is called in which minute from which pool. */
    private record Tiny(List<PoolSupply> pools, List<int[]> requests, int minutes) {
        static Tiny draw(SplittableRandom random, boolean sized) {
            int minutes = random.nextInt(2, 5);
            List<PoolSupply> pools = new ArrayList<>();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                long tokens = sized ? random.nextInt(4, 10) : PoolSupply.UNLIMITED;
                pools.add(new PoolSupply("p" + i, random.nextInt(0, 5), random.nextInt(0, 3), tokens, null));
            }
            List<int[]> requests = new ArrayList<>();
            for (int i = random.nextInt(1, 9); i > 0; i--) {
                requests.add(new int[] {random.nextInt(minutes), sized ? random.nextInt(1, 10) : 1});
            }
            requests.sort((a, b) -> Integer.compare(a[0], b[0]));
            return new Tiny(pools, requests, minutes);
        }

        /** Callers wait for a minute and a half: until the end of the minute after the one in which they came. */
        long oracle() {
            Requests.Builder builder = new Requests.Builder();
            requests.forEach(request -> builder.add(request[0] * MINUTE, request[1], 1));
            Requests all = builder.build(Duration.ofSeconds(90));
            return new Oracle(all, List.of(new Segment(0, minutes, pools)), false).served();
        }

        long bestPlan() {
            return best(0, new Plan(pools.size()));
        }

        private long best(int request, Plan plan) {
            if (request == requests.size()) {
                return 0;
            }
            long best = best(request + 1, plan);
            int[] one = requests.get(request);
            for (int minute = one[0]; minute <= one[0] + 1 && minute < minutes; minute++) {
                for (int pool = 0; pool < pools.size(); pool++) {
                    if (plan.take(pools.get(pool), pool, minute, one[1])) {
                        best = Math.max(best, 1 + best(request + 1, plan));
                        plan.giveBack(pool, minute, one[1]);
                    }
                }
            }
            return best;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(minutes + " minutes;");
            pools.forEach(pool -> text.append(" pool ")
                    .append(pool.room())
                    .append(" a day ")
                    .append(pool.perMinute(0))
                    .append(" a minute;"));
            requests.forEach(request -> text.append(' ').append(Arrays.toString(request)));
            return text.toString();
        }
    }

    /** What a plan has taken so far. */
    private static final class Plan {
        private final int[] days;
        private final Map<Integer, int[]> minutes = new HashMap<>();

        Plan(int pools) {
            days = new int[pools];
        }

        boolean take(PoolSupply pool, int number, int minute, int tokens) {
            int[] used = minutes.computeIfAbsent(100 * number + minute, fresh -> new int[2]);
            if (days[number] >= pool.room() || used[0] >= pool.perMinute(minute) || used[1] + tokens > pool.tokens()) {
                return false;
            }
            days[number]++;
            used[0]++;
            used[1] += tokens;
            return true;
        }

        void giveBack(int number, int minute, int tokens) {
            int[] used = minutes.computeIfAbsent(100 * number + minute, fresh -> new int[2]);
            days[number]--;
            used[0]--;
            used[1] -= tokens;
        }
    }
}
