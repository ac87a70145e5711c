package dev.quotarouter.simulation;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.simulator.MinuteRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Draws the figures out of what was written down. Has no state. */
final class Reporter {
    private Reporter() {}

    static SimulationReport report(
            World world, Requests requests, Chronicle chronicle, SupplyLog supply, double capacity) {
        boolean buckets = world.truth().minuteRule() == MinuteRule.TOKEN_BUCKET;
        List<TruePool> pools = chronicle.ledgers().truePools(world.model());
        long present = new Oracle(requests, supply.segments(pools, false), buckets).served();
        // Where nothing happens there is nothing to foresee.
        long foresight = world.incidents().isEmpty()
                ? present
                : new Oracle(requests, supply.segments(pools, true), buckets).served();
        List<PoolLedger> ledgers = List.copyOf(chronicle.ledgers().all());
        int calledFor = chronicle.waits().size();
        return new SimulationReport(
                world.model(),
                world.firstDay(),
                world.days(),
                world.seed(),
                capacity,
                chronicle.arrivals(),
                chronicle.served(),
                present,
                foresight,
                chronicle.calls(),
                chronicle.refused(),
                chronicle.refusedThoughKnown(),
                ledgers.stream().mapToLong(PoolLedger::overAdmitted).sum(),
                calledFor == 0 ? 0 : (double) chronicle.calls() / calledFor,
                Spread.of(ledgers, world.days()),
                chronicle.resets().longest() / 1_000.0,
                chronicle.waits().figures(),
                names(chronicle.failedCalls()),
                chronicle.endings(),
                ledgers.stream().map(Reporter::pool).toList());
    }

    private static PoolReport pool(PoolLedger ledger) {
        PoolCurve curve = ledger.curve();
        return new PoolReport(
                ledger.id(),
                ledger.truePool().model(),
                ledger.truePool().limits(),
                ledger.calls(),
                ledger.refused(),
                ledger.overAdmitted(),
                list(ledger.callsOfDays()),
                list(curve.calls()),
                list(curve.refused()),
                list(curve.mostInMinute()),
                list(curve.mostTokensInMinute()),
                list(curve.mostOfDay()));
    }

    private static List<Long> list(long[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static Map<String, Long> names(Map<FailureKind, Long> counts) {
        Map<String, Long> names = new TreeMap<>();
        counts.forEach((kind, count) -> names.put(kind.name().toLowerCase(Locale.ROOT), count));
        return names;
    }
}
