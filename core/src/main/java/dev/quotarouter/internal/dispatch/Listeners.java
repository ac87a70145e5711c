package dev.quotarouter.internal.dispatch;

import dev.quotarouter.event.RouterEvent;
import dev.quotarouter.event.RouterListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told what happens. One that throws is told on, and harms nobody. Thread-safe. */
public final class Listeners {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    private final List<Listening> listening = new CopyOnWriteArrayList<>();

    /** With these. */
    public Listeners(List<RouterListener> listeners) {
        listeners.forEach(this::add);
    }

    /** From now on this one is told as well. */
    public void add(RouterListener listener) {
        listening.add(new Listening(listener, new AtomicBoolean()));
    }

    /** {@return whether anybody would be told: if not, no event need be made} */
    public boolean areThere() {
        return !listening.isEmpty();
    }

    /** Tells everyone. Called with no lock held. */
    public void tell(RouterEvent event) {
        listening.forEach(one -> one.tell(event));
    }

    /** One who listens, and whether he has failed before: one that always fails shall not fill the log. */
    private record Listening(RouterListener listener, AtomicBoolean hasFailed) {
        void tell(RouterEvent event) {
            try {
                listener.on(event);
            } catch (Throwable e) { // Other languages do not declare what they throw.
                if (hasFailed.compareAndSet(false, true)) {
                    log.warn(
                            "a listener failed, which is told once: {}",
                            event.getClass().getSimpleName(),
                            e);
                }
            }
        }
    }
}
