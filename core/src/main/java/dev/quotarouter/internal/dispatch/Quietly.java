package dev.quotarouter.internal.dispatch;

import dev.quotarouter.provider.ChunkSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what belongs to a provider, whatever it throws: what is ours has been settled by then. Has no state. */
final class Quietly {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    private Quietly() {}

    static void close(ChunkSource source) {
        try {
            source.close();
        } catch (RuntimeException e) {
            log.warn("a provider's stream could not be closed: {}", e.getClass().getName());
        }
    }
}
