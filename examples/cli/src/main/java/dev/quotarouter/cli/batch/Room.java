package dev.quotarouter.cli.batch;

import dev.quotarouter.RouteExplanation;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the router should be asked now. Where waiting helps, a batch waits by itself: what is given to the router is under
 * way at once, so that a batch can be stopped without losing a reply.
 *
 * @param opensAt from when on; the beginning of time for now, its end if that is when some chat ends, and nobody knows when
 */
record Room(Instant opensAt) {
    static final Room NOW = new Room(Instant.MIN);

    private static final Duration LONGEST_REST = Duration.ofHours(1);
    private static final Duration LONGEST_PERIOD = Duration.ofDays(2);

    static Room of(RouteExplanation explanation) {
        boolean waitingHelps = explanation.chosen().isEmpty()
                && explanation.deployments().stream()
                        .anyMatch(one -> passesByItself(one.availability(), one.until(), explanation.at()));
        // Where it does not help the router has the words for it, and spends nothing on saying them.
        return waitingHelps
                ? new Room(
                        explanation.retryAt().filter(explanation.at()::isBefore).orElse(Instant.MAX))
                : NOW;
    }

    /**
     * {@return whether the reason ends in a time that is worth waiting for} A closed pool may be closed for good; who rests
     * for hours is not overloaded but unknown; and a budget of a month is not there to be waited for.
     */
    static boolean passesByItself(Availability reason, Optional<Instant> until, Instant now) {
        return switch (reason) {
            case DAY_FULL, PACED, MINUTE_FULL, AT_CAPACITY -> true;
            case BUDGET_SPENT -> until.filter(now.plus(LONGEST_PERIOD)::isAfter).isPresent();
            case COOLING_DOWN, MODEL_COOLING_DOWN ->
                until.filter(now.plus(LONGEST_REST)::isAfter).isPresent();
            case AVAILABLE,
                    ALREADY_TRIED,
                    KEY_BLOCKED,
                    PROJECT_BLOCKED,
                    POOL_CLOSED,
                    CAPABILITY_MISSING,
                    CONTEXT_TOO_SMALL,
                    OUTPUT_TOO_SMALL,
                    WINDOW_TOO_SMALL -> false;
        };
    }
}
