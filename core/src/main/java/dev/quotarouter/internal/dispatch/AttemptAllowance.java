package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;
import java.util.OptionalInt;

/**
 * How many attempts one request has. What its caller says holds; else what holds at the deployment that failed last. Some kinds
 * of failure may raise that. Not thread-safe.
 */
final class AttemptAllowance {
    private final OptionalInt asked;
    private int retries;
    private int raisedTo;

    AttemptAllowance(OptionalInt asked, AttemptPolicy policy) {
        this.asked = asked;
        retries = asked.orElse(policy.retries());
    }

    /** An attempt failed, at a deployment for which the policy holds. */
    void failed(FailureKind kind, AttemptPolicy policy) {
        if (asked.isEmpty()) {
            retries = policy.retries();
            raisedTo = Math.max(raisedTo, policy.retriesOnSame(kind, 0));
        }
    }

    /** {@return how many attempts may follow the first, as far as is known} */
    int retries() {
        return Math.max(retries, raisedTo);
    }

    /** {@return whether no other attempt may follow so many} */
    boolean isUsedUpBy(int attempts) {
        return attempts > retries();
    }
}
