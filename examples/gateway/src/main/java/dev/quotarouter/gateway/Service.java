package dev.quotarouter.gateway;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.config.RouterConfig;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * A router with its gateway, for the life of a process: it serves until the process is asked to end, by a signal or a Ctrl-C,
 * then drains.
 */
public final class Service {
    private final RouterConfig config;
    private final GatewaySettings settings;
    private final PrintWriter err;

    /**
     * A service that does not run yet.
     *
     * @param config what the router is made of
     * @param settings how the gateway listens
     * @param err who is told where it listens, and that it stops
     */
    public Service(RouterConfig config, GatewaySettings settings, PrintWriter err) {
        this.config = config;
        this.settings = settings;
        this.err = err;
    }

    /**
     * Serves until the process is asked to end, and holds that end up until the gateway has drained.
     *
     * @throws dev.quotarouter.error.ConfigException if the configuration cannot be served
     * @throws java.io.UncheckedIOException if the address cannot be bound to
     */
    public void run() {
        try (QuotaRouter router = QuotaRouter.builder().config(config).build();
                Gateway gateway = Gateway.start(router, settings)) {
            CountDownLatch drained = new CountDownLatch(1);
            Thread onExit = new Thread(() -> stop(gateway, router, drained), "quotarouter-drain");
            Runtime.getRuntime().addShutdownHook(onExit);
            say("serving " + String.join(", ", router.status().models().keySet()) + " at " + gateway.url()
                    + (settings.masterKey().isEmpty() ? ", to this machine only: there is no master_key" : ""));
            try {
                drained.await();
            } catch (InterruptedException end) {
                Runtime.getRuntime().removeShutdownHook(onExit);
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stop(Gateway gateway, QuotaRouter router, CountDownLatch drained) {
        say("stopping; chats under way may take " + settings.drain().time().toSeconds() + " s");
        gateway.drain().join();
        router.close();
        drained.countDown();
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }
}
