package dev.quotarouter.simulation;

import dev.quotarouter.simulator.Limits;
import java.util.List;

/**
 * The use of one of the router's quota pools.
 *
 * @param id the pool's id in the router's status
 * @param model its base model
 * @param limits its true limits at the start
 * @param calls calls in all
 * @param refused calls refused for quota
 * @param overAdmitted calls beyond what was declared or learned by then
 * @param callsByDay the calls of each day
 * @param callsByHour the calls of each hour of the day, all days together
 * @param refusedByHour the same of the refused ones
 * @param mostInMinuteByHour the most calls in any 60 seconds
 * @param mostTokensInMinuteByHour the most input tokens in any 60 seconds
 * @param mostOfDayByHour the most calls of one day by the end of each hour
 */
public record PoolReport(
        String id,
        String model,
        Limits limits,
        long calls,
        long refused,
        long overAdmitted,
        List<Long> callsByDay,
        List<Long> callsByHour,
        List<Long> refusedByHour,
        List<Long> mostInMinuteByHour,
        List<Long> mostTokensInMinuteByHour,
        List<Long> mostOfDayByHour) {
    /** Copies the lists. */
    public PoolReport {
        callsByDay = List.copyOf(callsByDay);
        callsByHour = List.copyOf(callsByHour);
        refusedByHour = List.copyOf(refusedByHour);
        mostInMinuteByHour = List.copyOf(mostInMinuteByHour);
        mostTokensInMinuteByHour = List.copyOf(mostTokensInMinuteByHour);
        mostOfDayByHour = List.copyOf(mostOfDayByHour);
    }
}
