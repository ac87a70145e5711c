package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;

/** What a failure means for the request that met it. Has no state. */
final class Meaning {
    private Meaning() {}

    /** A minute that is smaller than this very request will never be large enough, whatever delay the provider names. */
    static FailureKind of(Failure failure, long tokens) {
        boolean neverFits = failure.kind() == FailureKind.MINUTE_QUOTA_EXHAUSTED
                && failure.violations().stream().anyMatch(violation -> isSmallerThan(tokens, violation));
        return neverFits ? FailureKind.LARGER_THAN_WINDOW : failure.kind();
    }

    private static boolean isSmallerThan(long tokens, QuotaViolation violation) {
        return violation.dimension() == QuotaDimension.INPUT_TOKENS
                && violation.limit().isPresent()
                && violation.limit().getAsLong() < tokens;
    }
}
