package dev.quotarouter.gemini;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that asynchronous calls wait on: virtual ones where the JDK has them, since 21. */
final class AsyncThreads {
    private AsyncThreads() {}

    static ExecutorService executor() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return platform();
        }
    }

    /** As many threads as calls, none while there are no calls; they keep no application from ending. */
    private static ExecutorService platform() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "quotarouter-gemini");
            thread.setDaemon(true);
            return thread;
        });
    }
}
