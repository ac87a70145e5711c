package dev.quotarouter.event;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the time of a request went.
 *
 * @param total from its arrival to its end
 * @param waited how much of that nobody could serve it
 * @param called how much of that calls were under way, the reader's own pace included
 * @param firstChunk from its arrival to the first chunk of its stream; empty for whole replies
 */
public record RequestTimes(Duration total, Duration waited, Duration called, Optional<Duration> firstChunk) {
    /** {@return what the router itself took: the rest} */
    public Duration overhead() {
        Duration rest = total.minus(waited).minus(called);
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
