package dev.quotarouter.store;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Instant;
import java.util.List;

/** Whether a {@link UsageStore} lets a call be made. */
public sealed interface Admission {
    /** It may be made; the store holds the room. */
    Admission GRANTED = new Granted();

    /** The room is held until it is settled; what is never settled stays as estimated. */
    record Granted() implements Admission {}

    /**
     * There is no room, and nothing was taken: others have used it.
     *
     * @param windows the windows that are full; at least one
     */
    record Refused(List<FullWindow> windows) implements Admission {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Refused {
            windows = List.copyOf(windows);
            if (windows.isEmpty()) {
                throw new IllegalArgumentException("a refusal names at least one window");
            }
        }
    }

    /**
     * A window that has no room for the call.
     *
     * @param dimension what is counted
     * @param span over which time
     * @param used what everybody has used of it
     * @param until when there may be room
     */
    record FullWindow(QuotaDimension dimension, QuotaSpan span, long used, Instant until) {}
}
