package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.simulator.RecordedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the simulated Gemini saw, by its own books: no client is asked.
 *
 * @param calls how many calls reached it
 * @param served how many of them it answered with a reply
 * @param refused how many it refused for lack of quota
 * @param afterReset how long after midnight it served the first call; empty if it served none
 */
record GeminiAccount(long calls, long served, long refused, Optional<Duration> afterReset) {
    /** {@return the account of these calls} */
    static GeminiAccount of(List<RecordedCall> calls, Instant midnight) {
        return new GeminiAccount(
                calls.size(),
                calls.stream().filter(GeminiAccount::isServed).count(),
                calls.stream().filter(call -> !call.refusedBy().isEmpty()).count(),
                calls.stream()
                        .filter(GeminiAccount::isServed)
                        .map(RecordedCall::at)
                        .filter(at -> !at.isBefore(midnight))
                        .min(Comparator.naturalOrder())
                        .map(first -> Duration.between(midnight, first)));
    }

    private static boolean isServed(RecordedCall call) {
        return call.status() == 200;
    }
}
