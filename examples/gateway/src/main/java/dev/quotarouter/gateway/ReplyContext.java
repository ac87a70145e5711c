package dev.quotarouter.gateway;

import dev.quotarouter.time.TimeSource;
import io.vertx.core.Context;
import java.time.Duration;

/**
 * What every reply to a chat needs.
 *
 * @param loop the event loop
 * @param time the clock
 * @param failures says what a client is told of what goes wrong
 * @param stallTimeout how long a client may take nothing
 */
record ReplyContext(Context loop, TimeSource time, Failures failures, Duration stallTimeout) {
    /** Has something done on the event loop, in the order of the calls. */
    void onLoop(Runnable task) {
        loop.runOnContext(now -> task.run());
    }
}
