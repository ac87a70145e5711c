package dev.quotarouter.endtoend;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As many callers at once as this JDK carries: 10,000 virtual threads where there are such, else 500 threads. */
final class Crowd {
    private Crowd() {}

    static boolean isVirtual() {
        return Runtime.version().feature() >= 21;
    }

    static int size() {
        return isVirtual() ? 10_000 : 500;
    }

    static ExecutorService executor() {
        return isVirtual() ? virtual() : Executors.newFixedThreadPool(size());
    }

    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (IllegalAccessException | InvocationTargetException | NoSuchMethodException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
