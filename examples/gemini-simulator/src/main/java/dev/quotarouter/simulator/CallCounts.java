package dev.quotarouter.simulator;

import java.util.Collection;

/**
 * How the generating calls to a model went.
 *
 * @param calls all
 * @param served answered with 200
 * @param refused refused by the books for lack of quota
 */
public record CallCounts(long calls, long served, long refused) {
    static CallCounts of(Collection<RecordedCall> calls) {
        return new CallCounts(
                calls.size(),
                calls.stream().filter(call -> call.status() == 200).count(),
                calls.stream().filter(call -> !call.refusedBy().isEmpty()).count());
    }
}
