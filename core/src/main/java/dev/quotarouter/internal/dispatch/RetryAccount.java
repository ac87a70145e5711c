package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;

/** What one request has to do with the {@link RetryBudget} that it shares with all others. Not thread-safe. */
final class RetryAccount {
    private final RetryBudget budget;
    private boolean owes;
    private long drawn = RetryBudget.NOTHING;

    RetryAccount(RetryBudget budget, long nanos) {
        this.budget = budget;
        budget.arrived(nanos);
    }

    /** An attempt failed: what was drawn for it is spent, and the next one may have to draw. */
    void failed(FailureKind kind) {
        drawn = RetryBudget.NOTHING;
        owes = Verdict.isOutage(kind);
    }

    /** An attempt was of use: what was drawn for it goes back. */
    void helped() {
        budget.giveBack(drawn);
        drawn = RetryBudget.NOTHING;
        owes = false;
    }

    /** {@return whether the next attempt would have to draw where nothing is left} */
    boolean isSpent(long nanos) {
        return owes && budget.isSpent(nanos);
    }

    /** {@return whether an attempt may be made} It must be made then. */
    boolean tryDraw(long nanos) {
        drawn = owes ? budget.draw(nanos) : RetryBudget.NOTHING;
        return !owes || drawn != RetryBudget.NOTHING;
    }
}
