package dev.quotarouter.event;

/**
 * Is told what happens in a router.
 *
 * <p>Foreign code: it is called with no lock held, on the thread that something happened on, often the one that makes a call;
 * by several threads at once. It may ask the router, and may close it. It returns soon and waits for nothing, least of all for
 * a chat: a request goes on when it returns, and so may others that wait. What it throws harms no request, and is logged the
 * first time.
 */
@FunctionalInterface
public interface RouterListener {
    /** Something has happened. */
    void on(RouterEvent event);
}
