package dev.quotarouter.simulation;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a simulation. The page on simulation says what each figure means to the letter.
 *
 * @param model what was asked for
 * @param firstDay its first day
 * @param days how many days it took
 * @param seed of its chance
 * @param capacityPerDay how many requests the quotas carry in a day
 * @param offered requests that came
 * @param served requests that got a reply in time
 * @param oracleServed the most that an all-knowing router could have served
 * @param oracleWithForesight the same for one that foresees unannounced changes
 * @param upstreamCalls calls that were made
 * @param refusedByQuota calls that were refused for quota
 * @param refusedThoughKnown those of them that were refused by a window already known to be full
 * @param overAdmitted calls beyond what was declared or learned by then
 * @param attemptsPerRequest calls for each request that was called for at all
 * @param spread the largest difference in the use of equal pools on one day
 * @param resetLagSeconds how long fresh quota lay unused at most
 * @param waits how long requests waited
 * @param failedCalls calls that failed, by the kind of their failure
 * @param unserved requests that were not served, by the exception they ended with
 * @param pools the use of each pool
 */
public record SimulationReport(
        String model,
        LocalDate firstDay,
        int days,
        long seed,
        double capacityPerDay,
        long offered,
        long served,
        long oracleServed,
        long oracleWithForesight,
        long upstreamCalls,
        long refusedByQuota,
        long refusedThoughKnown,
        long overAdmitted,
        double attemptsPerRequest,
        double spread,
        double resetLagSeconds,
        WaitFigures waits,
        Map<String, Long> failedCalls,
        Map<String, Long> unserved,
        List<PoolReport> pools) {
    /** Copies the collections. */
    public SimulationReport {
        failedCalls = Collections.unmodifiableMap(new TreeMap<>(failedCalls));
        unserved = Collections.unmodifiableMap(new TreeMap<>(unserved));
        pools = List.copyOf(pools);
    }

    /** {@return what share of the oracle's requests was served; 1 if the oracle could serve none} */
    public double servedOfOracle() {
        return oracleServed == 0 ? 1 : (double) served / oracleServed;
    }
}
