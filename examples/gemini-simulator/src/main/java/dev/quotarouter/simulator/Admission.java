package dev.quotarouter.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the books say to a call. */
sealed interface Admission {
    /** {@return when it was decided} */
    Instant at();

    /** There was room in every window, and it is taken. */
    record Admitted(Instant at) implements Admission {}

    /**
     * There was none.
     *
     * @param violations the full windows; at least one
     * @param retryIn how long until all of them have room
     */
    record Refused(Instant at, List<Violation> violations, Duration retryIn) implements Admission {
        boolean violates(QuotaWindow window) {
            return violations.stream().anyMatch(violation -> violation.window() == window && violation.limit() > 0);
        }
    }

    /** A full window and its limit. */
    record Violation(QuotaWindow window, long limit) {}
}
