package dev.quotarouter.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How a share follows refusals down and rises again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShareTest {
    private static final long MINUTE = 60_000;
    private static final long FIRST = 2 * MINUTE;
    private static final long LAST = 60 * MINUTE;
    private static final long HELD = MINUTE + ArrivalGuard.MOST_MILLIS;

    private final Share share = new Share(FIRST, LAST);

    @Test
    void is_the_whole_until_a_refusal() {
        assertThat(share.isKnown()).isFalse();
        assertThat(share.most()).isEqualTo(Share.WHOLE);
        assertThat(share.changesAt()).isEqualTo(QuotaPool.NEVER);
    }

    @Test
    void is_what_had_been_used_at_the_first_refusal() {
        share.refused(7, 0);

        assertThat(share.most()).isEqualTo(7);
    }

    @Test
    void rises_by_a_thirty_second_and_then_by_twice_as_much_until_it_is_the_whole() {
        share.refused(160, 0);

        assertThat(at(FIRST - 1)).isEqualTo(160);
        assertThat(at(FIRST)).isEqualTo(165);
        assertThat(at(2 * FIRST)).isEqualTo(175);
        assertThat(at(3 * FIRST)).isEqualTo(195);
        assertThat(at(4 * FIRST)).as("the limit is 200").isEqualTo(Share.WHOLE);
        assertThat(share.isKnown()).isFalse();
    }

    @Test
    void that_is_held_for_a_test_is_the_whole_again_afterwards() {
        share.refused(7, 0);
        share.hold(2, 75_000, MINUTE);

        assertThat(at(MINUTE + 74_999)).isEqualTo(2);
        assertThat(at(MINUTE + 75_000)).isEqualTo(Share.WHOLE);
    }

    @Test
    void waits_twice_as_long_each_time_the_same_was_refused_again() {
        long now = 0;
        share.refused(7, now);
        long wait = FIRST;
        for (int i = 0; i < 10; i++) {
            assertThat(at(now + wait - 1)).isEqualTo(7);
            assertThat(at(now + wait)).isEqualTo(8);
            now += wait;
            share.refused(7, now);
            wait = Math.min(LAST, 2 * wait);
        }
        assertThat(wait).isEqualTo(LAST);
    }

    @Test
    void goes_down_halfway_when_others_used_more_for_once_and_holds_to_what_was_used_for_a_minute() {
        share.refused(10, 0);
        share.refused(4, MINUTE);

        assertThat(at(MINUTE)).isEqualTo(4);
        assertThat(at(MINUTE + HELD - 1)).isEqualTo(4);
        assertThat(at(MINUTE + HELD)).isEqualTo(7);
    }

    @Test
    void of_calls_under_way_together_is_what_had_been_used_at_the_last_one_refused() {
        share.refused(9, 0);
        share.refused(8, 10);
        share.refused(7, 20);

        assertThat(at(20)).isEqualTo(7);
        assertThat(at(HELD + 20)).isEqualTo(7);
        assertThat(at(FIRST + 20)).as("as after a single refusal").isEqualTo(8);
    }

    @Test
    void is_forgotten_when_nobody_else_was_there() {
        share.refused(7, 0);
        share.forget();

        assertThat(share.most()).isEqualTo(Share.WHOLE);
        assertThat(share.changesAt()).isEqualTo(QuotaPool.NEVER);
    }

    private long at(long now) {
        share.advance(now, 200);
        return share.most();
    }
}
