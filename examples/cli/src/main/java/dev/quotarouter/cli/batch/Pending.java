package dev.quotarouter.cli.batch;

import dev.quotarouter.cli.batch.LineContent.Asked;
import java.time.Instant;

/**
 * A line that is to be asked.
 *
 * @param asked the line
 * @param failures how often it has been asked in this run, failures that count only
 * @param notBefore when it may be asked next
 */
record Pending(Asked asked, int failures, Instant notBefore) {
    static Pending fresh(Asked asked) {
        return new Pending(asked, 0, Instant.MIN);
    }

    Pending again(Verdict.Again again) {
        return new Pending(asked, failures + (again.counts() ? 1 : 0), again.at());
    }
}
