package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.simulation.FastTime;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends the demo's chats, each at its time, each on a thread of its own. */
final class DemoLoad {
    private final QuotaRouter router;
    private final FastTime time;
    private final DemoTally tally;

    DemoLoad(QuotaRouter router, FastTime time, DemoTally tally) {
        this.router = router;
        this.time = time;
        this.tally = tally;
    }

    /** Sends all and returns when all have ended; runs the watcher about every 200 ms meanwhile. */
    void send(List<DemoChat> chats, Runnable watcher) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(DemoLoad::daemon);
        try {
            threads.execute(() -> pace(chats.iterator(), threads));
            while (tally.ended() < chats.size()) {
                watcher.run();
                TimeUnit.MILLISECONDS.sleep(200);
            }
            watcher.run();
        } finally {
            threads.shutdownNow();
        }
    }

    private void pace(Iterator<DemoChat> chats, ExecutorService threads) {
        while (chats.hasNext() && !Thread.currentThread().isInterrupted()) {
            DemoChat chat = chats.next();
            LockSupport.parkNanos(time.real(chat.pause()).toNanos());
            threads.execute(() -> send(chat));
        }
    }

    private void send(DemoChat chat) {
        long start = time.nanoTime();
        try {
            ChatResponse response = router.chat(chat.request());
            tally.replied(
                    response.attempts(), chat.wantsTool(), !response.toolCalls().isEmpty(), time.since(start));
        } catch (RouterException failure) {
            tally.failed(failure, time.since(start));
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "demo");
        thread.setDaemon(true);
        return thread;
    }
}
