package dev.quotarouter.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report in a few lines, for people. Has no state. */
public final class ReportText {
    private ReportText() {}

    /** {@return the lines} */
    public static List<String> lines(SimulationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "%s: %,d requests in %d days; the quotas carry %,.0f a day.",
                report.model(), report.offered(), report.days(), report.capacityPerDay()));
        lines.add(format(
                "Served %,d (%.1f %%); an all-knowing router could serve %,d: %.2f %% of that.",
                report.served(),
                100.0 * report.served() / Math.max(1, report.offered()),
                report.oracleServed(),
                100 * report.servedOfOracle()));
        lines.add(format(
                "Calls %,d (%.3f a request); refused for quota %,d, %,d of them by a window known to be full;"
                        + " beyond a known limit %,d.",
                report.upstreamCalls(),
                report.attemptsPerRequest(),
                report.refusedByQuota(),
                report.refusedThoughKnown(),
                report.overAdmitted()));
        lines.add(format(
                "Waits: half at most %.1f s, 95 %% at most %.1f s, the longest %.1f s.",
                report.waits().median(), report.waits().p95(), report.waits().most()));
        lines.add(format(
                "Equal pools differ by %.1f %% of a day at most; fresh quota lay unused for %.1f s at most.",
                100 * report.spread(), report.resetLagSeconds()));
        report.unserved().forEach((why, count) -> lines.add(format("Not served: %,d by %s", count, why)));
        report.failedCalls().forEach((kind, count) -> lines.add(format("Failed calls: %,d by %s", count, kind)));
        for (PoolReport pool : report.pools()) {
            lines.add(format("%s: %,d calls, %,d refused", pool.id(), pool.calls(), pool.refused()));
        }
        return lines;
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
