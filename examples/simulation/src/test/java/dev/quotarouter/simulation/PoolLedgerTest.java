package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.simulator.GeminiBooks.FullWindow;
import dev.quotarouter.simulator.GeminiBooks.Ruling;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.QuotaWindow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A router that breaks its word is found out. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PoolLedgerTest {
    private static final Ruling SERVED = new Ruling.Served();
    private static final long DAY = 86_400_000;

    private final PoolLedger ledger =
            new PoolLedger("p", new TruePool("p", "m", List.of("m"), Limits.of(2, 100, 3)), 2);

    @Test
    void a_call_beyond_the_declared_minute_counts_until_the_last_millisecond_of_60_seconds() {
        ledger.declared(new QuotaLimits(OptionalLong.of(2), OptionalLong.empty(), OptionalLong.empty()));

        ledger.called(at(0), 1, SERVED);
        ledger.called(at(10), 1, SERVED);
        ledger.called(at(59_999), 1, SERVED);
        assertThat(ledger.overAdmitted()).isEqualTo(1);

        ledger.called(at(60_010), 1, SERVED);
        assertThat(ledger.overAdmitted()).isEqualTo(1);
    }

    @Test
    void so_do_tokens_and_the_calls_of_a_day() {
        ledger.declared(new QuotaLimits(OptionalLong.empty(), OptionalLong.of(100), OptionalLong.of(3)));

        ledger.called(at(0), 60, SERVED);
        ledger.called(at(1), 41, SERVED);
        assertThat(ledger.overAdmitted()).isEqualTo(1);

        ledger.called(at(100_000), 1, SERVED);
        ledger.called(at(200_000), 1, SERVED);
        assertThat(ledger.overAdmitted()).isEqualTo(2);

        ledger.called(at(DAY), 1, SERVED);
        assertThat(ledger.overAdmitted()).isEqualTo(2);
    }

    @Test
    void the_smallest_of_several_declared_limits_holds() {
        ledger.declared(new QuotaLimits(OptionalLong.of(5), OptionalLong.empty(), OptionalLong.empty()));
        ledger.declared(new QuotaLimits(OptionalLong.of(1), OptionalLong.empty(), OptionalLong.empty()));

        ledger.called(at(0), 1, SERVED);
        ledger.called(at(1), 1, SERVED);

        assertThat(ledger.overAdmitted()).isEqualTo(1);
    }

    @Test
    void what_a_refusal_tells_is_known_from_its_arrival_until_the_end_it_names() {
        Ruling.Refused minute = refused(QuotaWindow.REQUESTS_PER_MINUTE, 2, Optional.of(Duration.ofSeconds(30)));

        ledger.called(at(1_000), 1, minute);
        assertThat(ledger.wasKnownFull(minute, 1, at(1_000))).isFalse();

        ledger.told(minute, at(1_000));
        assertThat(ledger.wasKnownFull(minute, 1, at(30_999))).isTrue();
        assertThat(ledger.wasKnownFull(minute, 1, at(31_000))).isFalse();
    }

    @Test
    void a_spent_day_is_known_until_midnight_whatever_the_refusal_says() {
        Ruling.Refused day = refused(QuotaWindow.REQUESTS_PER_DAY, 3, Optional.of(Duration.ofSeconds(22)));
        ledger.called(at(1_000), 1, day);
        ledger.told(day, at(1_000));

        assertThat(ledger.wasKnownFull(day, 1, at(DAY - 1))).isTrue();
        assertThat(ledger.wasKnownFull(day, 1, at(DAY))).isFalse();
    }

    @Test
    void a_learned_limit_binds_like_a_declared_one() {
        ledger.told(refused(QuotaWindow.REQUESTS_PER_MINUTE, 1, Optional.empty()), at(0));

        ledger.called(at(100_000), 1, SERVED);
        ledger.called(at(100_001), 1, SERVED);

        assertThat(ledger.overAdmitted()).isEqualTo(1);
    }

    @Test
    void a_call_into_as_many_as_the_known_limit_is_refused_though_known_and_takes_nothing() {
        ledger.declared(new QuotaLimits(OptionalLong.of(1), OptionalLong.empty(), OptionalLong.empty()));
        Ruling.Refused minute = refused(QuotaWindow.REQUESTS_PER_MINUTE, 1, Optional.empty());

        ledger.called(at(0), 1, SERVED);
        ledger.called(at(59_999), 1, minute);
        assertThat(ledger.wasKnownFull(minute, 1, at(59_999))).isTrue();

        ledger.called(at(60_000), 1, SERVED);
        assertThat(ledger.overAdmitted()).isZero();
        assertThat(ledger.refused()).isEqualTo(1);
    }

    private static Ruling.Refused refused(QuotaWindow window, long limit, Optional<Duration> retryIn) {
        return new Ruling.Refused(List.of(new FullWindow(window, limit)), retryIn);
    }

    private static SimulatedInstant at(long millis) {
        int day = (int) (millis / DAY);
        return new SimulatedInstant(millis, day, 0, (day + 1) * DAY);
    }
}
