package dev.quotarouter.internal.dispatch;

import dev.quotarouter.event.RouterEvent;
import dev.quotarouter.event.RouterListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told what happens. One that throws is told on, and harms nobody. Thread-safe. */
public final class Listeners {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    private final List<RouterListener> listeners = new CopyOnWriteArrayList<>();

    /** With these. */
    public Listeners(List<RouterListener> listeners) {
        this.listeners.addAll(listeners);
    }

    /** From now on this one is told as well. */
    public void add(RouterListener listener) {
        listeners.add(listener);
    }

    /** {@return whether anybody would be told: if not, no event need be made} */
    public boolean areThere() {
        return !listeners.isEmpty();
    }

    /** Tells everyone. Called with no lock held. */
    public void tell(RouterEvent event) {
        for (RouterListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException | LinkageError | AssertionError e) {
                log.warn("a listener failed on {}", event.getClass().getSimpleName(), e);
            }
        }
    }
}
