package dev.quotarouter.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes a 429 that names the full windows. */
final class QuotaRefusal {
    private static final String INTRODUCTION =
            "You exceeded your current quota, please check your plan and billing details. For more information on this"
                    + " error, head to: https://ai.google.dev/gemini-api/docs/rate-limits. To monitor your current"
                    + " usage, head to: https://ai.dev/rate-limit. ";

    private QuotaRefusal() {}

    /** {@return what a project of the tier reads when the books refuse it} */
    static RawReply of(Admission.Refused refused, QuotaTier tier, String baseModel, RetryHint hint) {
        return of(refused.violations(), tier, baseModel, hint.of(refused));
    }

    static RawReply of(
            List<Admission.Violation> violations, QuotaTier tier, String baseModel, Optional<Duration> retryIn) {
        ErrorBody body = ErrorBody.exhausted(message(violations, tier, baseModel, retryIn));
        for (Admission.Violation violation : violations) {
            QuotaWindow window = violation.window();
            body.quota(tier.quotaMetric(window), tier.quotaId(window), baseModel, violation.limit());
        }
        body.help("Learn more about Gemini API quotas", "https://ai.google.dev/gemini-api/docs/rate-limits");
        retryIn.ifPresent(delay -> body.retryInfo(RetryDelay.inRetryInfo(delay)));
        return body.reply();
    }

    /** {@return the text alone, as it comes when Google leaves the details out} */
    static String message(
            List<Admission.Violation> violations, QuotaTier tier, String baseModel, Optional<Duration> retryIn) {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (Admission.Violation violation : violations) {
            text.append("\n* Quota exceeded for metric: ")
                    .append(tier.quotaMetric(violation.window()))
                    .append(", limit: ")
                    .append(violation.limit())
                    .append(", model: ")
                    .append(baseModel);
        }
        retryIn.ifPresent(delay -> text.append("\nPlease retry in ")
                .append(RetryDelay.inWords(delay))
                .append('.'));
        return text.toString();
    }
}
