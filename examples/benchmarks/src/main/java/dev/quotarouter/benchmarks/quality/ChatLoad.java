package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.simulation.FastTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Has chats through a client, each at its time, each on a thread of its own. */
final class ChatLoad {
    private final ChatClient client;
    private final FastTime time;
    private final Duration patience;

    ChatLoad(ChatClient client, Scene scene) {
        this.client = client;
        this.time = scene.time();
        this.patience = scene.world().patience();
    }

    /**
     * Has all chats and returns when all have ended.
     *
     * @param arrivals when each is wanted, after the start of the scene's time
     */
    List<Ended> run(List<Duration> arrivals) {
        ExecutorService threads = Executors.newCachedThreadPool(ChatLoad::daemon);
        try {
            List<CompletableFuture<Ended>> chats = new ArrayList<>();
            for (Duration arrival : arrivals) {
                waitUntil(arrival);
                String text = "Say the number " + chats.size() + ".";
                chats.add(CompletableFuture.supplyAsync(() -> chat(text, arrival), threads));
            }
            return chats.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private Ended chat(String text, Duration arrival) {
        boolean replied = replies(text);
        // Counted from the arrival, not from when a thread was found: a program's caller sees no difference.
        Duration took = time.since(arrival.toNanos());
        return new Ended(replied && took.compareTo(patience) <= 0, took);
    }

    private boolean replies(String text) {
        try {
            client.chat(text);
            return true;
        } catch (Exception failure) {
            return false;
        }
    }

    private void waitUntil(Duration arrival) {
        for (Duration rest = rest(arrival); rest.compareTo(Duration.ZERO) > 0; rest = rest(arrival)) {
            LockSupport.parkNanos(time.real(rest).toNanos());
        }
    }

    private Duration rest(Duration arrival) {
        return arrival.minusNanos(time.nanoTime());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "chat");
        thread.setDaemon(true);
        return thread;
    }
}
