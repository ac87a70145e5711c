package dev.quotarouter.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Listens for the signals that ask a process to end, until closed. The first one asks, another one ends the process; that the
 * terminal is gone is not meant as another.
 */
final class StopSignals implements AutoCloseable {
    private static final String HANG_UP = "HUP";

    private final Map<String, Object> before = new LinkedHashMap<>();
    private final AtomicBoolean asked = new AtomicBoolean();

    /** Begins to listen. To be called once. */
    void onFirst(Runnable stop) {
        for (String name : new String[] {"INT", "TERM", HANG_UP}) {
            Object handler = Signals.register(name, () -> came(name, stop));
            if (handler != null) {
                before.put(name, handler);
            }
        }
    }

    private void came(String name, Runnable stop) {
        if (asked.getAndSet(true)) {
            if (name.equals(HANG_UP)) {
                return;
            }
            Runtime.getRuntime().halt(Endings.INTERRUPTED);
        }
        stop.run();
    }

    @Override
    public void close() {
        before.forEach(Signals::unregister);
    }
}
