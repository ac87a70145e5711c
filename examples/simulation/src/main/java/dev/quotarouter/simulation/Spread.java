package dev.quotarouter.simulation;

import dev.quotarouter.simulator.Limits;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How unequally equal pools are used. Has no state. */
final class Spread {
    private static final double MINUTES_OF_A_DAY = 1_440;

    private Spread() {}

    private record Equal(String model, Limits limits) {}

    /** {@return the largest difference between the shares that two pools of one model with the same limits used of one day} */
    static double of(Collection<PoolLedger> ledgers, int days) {
        double largest = 0;
        for (int day = 0; day < days; day++) {
            Map<Equal, DoubleSummaryStatistics> shares = new HashMap<>();
            for (PoolLedger ledger : ledgers) {
                TruePool pool = ledger.truePool();
                shares.computeIfAbsent(new Equal(pool.model(), pool.limits()), fresh -> new DoubleSummaryStatistics())
                        .accept(ledger.callsOn(day) / dayOf(pool.limits()));
            }
            for (DoubleSummaryStatistics share : List.copyOf(shares.values())) {
                largest = Math.max(largest, share.getMax() - share.getMin());
            }
        }
        return largest;
    }

    private static double dayOf(Limits limits) {
        if (limits.rpd().isPresent()) {
            return Math.max(1, limits.rpd().getAsLong());
        }
        return limits.rpm().isPresent() ? Math.max(1, limits.rpm().getAsLong() * MINUTES_OF_A_DAY) : Double.MAX_VALUE;
    }
}
