package dev.quotarouter.cli.batch;

import dev.quotarouter.chat.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a line has no reply.
 *
 * @param code what kind of failure it is, in a word: {@code quota_exhausted}
 * @param message more about it, for people to read
 * @param mayPass whether the same line may have a reply at another time
 * @param retryAt from when on; empty if no clock says
 * @param attempts the calls that were made
 */
record LineFailure(String code, String message, boolean mayPass, Optional<Instant> retryAt, List<Attempt> attempts) {
    /** A line that was not even asked. */
    static LineFailure badLine(String problem) {
        return new LineFailure("bad_line", problem, false, Optional.empty(), List.of());
    }
}
