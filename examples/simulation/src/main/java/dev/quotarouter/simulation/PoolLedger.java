package dev.quotarouter.simulation;

import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.simulator.GeminiBooks.FullWindow;
import dev.quotarouter.simulator.GeminiBooks.Ruling;
import dev.quotarouter.simulator.QuotaWindow;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The simulation's own account of one quota pool of the router: what was called, and what anyone may know who reads the
 * configuration and every refusal. It checks the router, so it shares nothing with it. Not thread-safe.
 */
final class PoolLedger {
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final String id;
    private final TruePool truePool;
    private final Map<QuotaWindow, Long> known = new EnumMap<>(QuotaWindow.class);
    private final Map<QuotaWindow, Long> fullUntil = new EnumMap<>(QuotaWindow.class);
    private final RecentUse recent = new RecentUse();
    private final long[] callsOfDay;
    private final PoolCurve curve = new PoolCurve();
    private long calls;
    private long refused;
    private long overAdmitted;

    /**
     * An empty account.
     *
     * @param id the pool's id in the router's status
     * @param truePool where its calls are truly counted
     */
    PoolLedger(String id, TruePool truePool, int days) {
        this.id = id;
        this.truePool = truePool;
        callsOfDay = new long[days + 1];
    }

    /** The configuration declares limits, once more perhaps: it is one quota, and the smallest numbers hold. */
    void declared(QuotaLimits limits) {
        declared(QuotaWindow.REQUESTS_PER_MINUTE, limits.rpm());
        declared(QuotaWindow.INPUT_TOKENS_PER_MINUTE, limits.tpm());
        declared(QuotaWindow.REQUESTS_PER_DAY, limits.rpd());
    }

    /** Notes a call, whatever came of it, and whether it went beyond what was known. */
    void called(SimulatedInstant now, long tokens, Ruling ruling) {
        calls++;
        callsOfDay[now.day()]++;
        recent.add(now.millis(), tokens);
        if (use(QuotaWindow.REQUESTS_PER_MINUTE, now) > known(QuotaWindow.REQUESTS_PER_MINUTE)
                || use(QuotaWindow.INPUT_TOKENS_PER_MINUTE, now) > known(QuotaWindow.INPUT_TOKENS_PER_MINUTE)
                || use(QuotaWindow.REQUESTS_PER_DAY, now) > known(QuotaWindow.REQUESTS_PER_DAY)) {
            overAdmitted++;
        }
        if (ruling instanceof Ruling.Refused) {
            refused++;
        }
        curve.called(now, recent, callsOfDay[now.day()], ruling);
    }

    /** {@return whether a window that refused the call just noted was known to be full} */
    boolean wasKnownFull(Ruling.Refused refusal, SimulatedInstant now) {
        return refusal.windows().stream()
                .map(FullWindow::window)
                .anyMatch(window -> now.millis() < fullUntil.getOrDefault(window, Long.MIN_VALUE)
                        || use(window, now) > known(window));
    }

    /** Notes what a refusal says, at the instant at which it arrives. */
    void told(Ruling.Refused refusal, SimulatedInstant refusedAt) {
        for (FullWindow full : refusal.windows()) {
            known.put(full.window(), full.limit());
            if (full.window() == QuotaWindow.REQUESTS_PER_DAY) {
                fullUntil.put(full.window(), refusedAt.dayEndsAt());
            } else {
                refusal.retryIn()
                        .ifPresent(delay ->
                                fullUntil.merge(full.window(), refusedAt.millis() + delay.toMillis(), Math::max));
            }
        }
    }

    String id() {
        return id;
    }

    TruePool truePool() {
        return truePool;
    }

    long calls() {
        return calls;
    }

    long refused() {
        return refused;
    }

    long overAdmitted() {
        return overAdmitted;
    }

    /** {@return the calls of each day} */
    long[] callsOfDays() {
        return Arrays.copyOf(callsOfDay, callsOfDay.length - 1);
    }

    long callsOn(int day) {
        return callsOfDay[day];
    }

    PoolCurve curve() {
        return curve;
    }

    private long use(QuotaWindow window, SimulatedInstant now) {
        return switch (window) {
            case REQUESTS_PER_MINUTE -> recent.calls(now.millis());
            case INPUT_TOKENS_PER_MINUTE -> recent.tokens(now.millis());
            case REQUESTS_PER_DAY -> callsOfDay[now.day()];
        };
    }

    private long known(QuotaWindow window) {
        return known.getOrDefault(window, UNKNOWN);
    }

    private void declared(QuotaWindow window, OptionalLong limit) {
        limit.ifPresent(number -> known.merge(window, number, Math::min));
    }
}
