package dev.quotarouter.simulation;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.simulator.GeminiBooks.FullWindow;
import dev.quotarouter.simulator.GeminiBooks.Ruling;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.QuotaWindow;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Says what the books say in the words in which the Gemini provider says it of an answer over HTTP. Has no state. */
final class SimulatedFailures {
    // Beside a full day the provider takes a shorter delay for a minute's.
    private static final Duration LONGEST_MINUTE = Duration.ofMinutes(5);

    private SimulatedFailures() {}

    static Failure of(Ruling.Refused refused) {
        List<FullWindow> windows = refused.windows();
        boolean day =
                windows.stream().anyMatch(full -> full.window() == QuotaWindow.REQUESTS_PER_DAY && full.limit() > 0);
        boolean none = windows.stream().allMatch(full -> full.limit() == 0);
        FailureKind kind = day
                ? FailureKind.DAY_QUOTA_EXHAUSTED
                : none ? FailureKind.NO_QUOTA : FailureKind.MINUTE_QUOTA_EXHAUSTED;
        Failure.Builder failure = Failure.builder(kind, "You exceeded your current quota.")
                .violations(windows.stream().map(SimulatedFailures::violation).toList());
        refused.retryIn()
                .filter(delay ->
                        kind == FailureKind.MINUTE_QUOTA_EXHAUSTED || (day && delay.compareTo(LONGEST_MINUTE) > 0))
                .ifPresent(failure::retryAfter);
        return failure.build();
    }

    static Failure of(GeminiError error) {
        return switch (error) {
            case OVERLOADED -> Failure.of(FailureKind.OVERLOADED, "The model is overloaded. Please try again later.");
            case KEY_INVALID -> Failure.of(FailureKind.KEY_REJECTED, "API key not valid. Please pass a valid API key.");
            case MODEL_UNKNOWN -> Failure.of(FailureKind.MODEL_NOT_FOUND, "The model is not found.");
            default -> throw new IllegalArgumentException("no simulation knows what " + error + " means");
        };
    }

    private static QuotaViolation violation(FullWindow full) {
        QuotaDimension dimension = full.window() == QuotaWindow.INPUT_TOKENS_PER_MINUTE
                ? QuotaDimension.INPUT_TOKENS
                : QuotaDimension.REQUESTS;
        QuotaSpan span = full.window() == QuotaWindow.REQUESTS_PER_DAY ? QuotaSpan.DAY : QuotaSpan.MINUTE;
        return new QuotaViolation(dimension, span, OptionalLong.of(full.limit()));
    }
}
