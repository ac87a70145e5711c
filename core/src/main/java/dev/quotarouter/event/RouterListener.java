package dev.quotarouter.event;

/**
 * Is told what happens in a router.
 *
 * <p>Foreign code: it is called with no lock held, on the thread that something happened on, often the one that makes a call;
 * by several threads at once. It returns soon and blocks nobody. What it throws is logged and harms no request.
 */
@FunctionalInterface
public interface RouterListener {
    /** Something has happened. */
    void on(RouterEvent event);
}
