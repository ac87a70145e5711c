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

    /** Notes a call, and whether it went beyond what was known. What was refused for quota took nothing. */
    void called(SimulatedInstant now, long tokens, Ruling ruling) {
        calls++;
        if (ruling instanceof Ruling.Refused) {
            refused++;
        } else {
            if (Arrays.stream(QuotaWindow.values()).anyMatch(window -> isBeyondKnown(window, tokens, now))) {
                overAdmitted++;
            }
            recent.add(now.millis(), tokens);
            callsOfDay[now.day()]++;
        }
        curve.called(now, recent, callsOfDay[now.day()], ruling);
    }

    /** {@return whether a window that refused the call just noted was known to be full} */
    boolean wasKnownFull(Ruling.Refused refusal, long tokens, SimulatedInstant now) {
        return refusal.windows().stream()
                .map(FullWindow::window)
                .anyMatch(window -> now.millis() < fullUntil.getOrDefault(window, Long.MIN_VALUE)
                        || isBeyondKnown(window, tokens, now));
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

    private boolean isBeyondKnown(QuotaWindow window, long tokens, SimulatedInstant now) {
        long limit = known.getOrDefault(window, UNKNOWN);
        return switch (window) {
            case REQUESTS_PER_MINUTE -> recent.calls(now.millis()) >= limit;
            case INPUT_TOKENS_PER_MINUTE -> recent.tokens(now.millis()) > limit - tokens;
            case REQUESTS_PER_DAY -> callsOfDay[now.day()] >= limit;
        };
    }

    private void declared(QuotaWindow window, OptionalLong limit) {
        limit.ifPresent(number -> known.merge(window, number, Math::min));
    }
}
