package dev.quotarouter.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that chat without a pause until it is closed, and count how far they are. */
final class Load implements AutoCloseable {
    private final World world;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean over;

    private Load(World world) {
        this.world = world;
    }

    /** {@return a load of so many clients, that has begun} */
    static Load on(World world, int clients) {
        Load load = new Load(world);
        for (int i = 0; i < clients; i++) {
            Thread client = new Thread(load::chatOn, "client-" + i);
            load.clients.add(client);
            client.start();
        }
        return load;
    }

    private void chatOn() {
        while (!over) {
            begun.incrementAndGet();
            int status = world.chat(World.HELLO).statusCode();
            ended.incrementAndGet();
            if (status != 200) {
                failures.add("status " + status);
            }
        }
    }

    /** {@return how many chats may have been counted by now} */
    int begun() {
        return begun.get();
    }

    /** {@return how many chats have surely been counted by now} */
    int ended() {
        return ended.get();
    }

    /** {@return what went wrong} */
    List<String> failures() {
        return failures;
    }

    /** Lets every client end his chat, and no one begin another. */
    @Override
    public void close() {
        over = true;
        for (Thread client : clients) {
            Await.until(client.getName() + " has ended", () -> !client.isAlive());
        }
    }
}
