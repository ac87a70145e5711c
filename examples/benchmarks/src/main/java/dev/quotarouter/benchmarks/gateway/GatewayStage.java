package dev.quotarouter.benchmarks.gateway;

import dev.quotarouter.benchmarks.load.Entrant;
import dev.quotarouter.benchmarks.load.Stage;
import dev.quotarouter.benchmarks.loopback.ServerProcess;
import dev.quotarouter.benchmarks.process.JavaProcess;
import dev.quotarouter.benchmarks.process.PortkeyProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A server that answers at once, and the gateways before it, each in a process of its own. */
final class GatewayStage implements Stage {
    private static final List<String> OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC");

    private final Started started;
    private final ServerProcess gemini;
    private final JavaProcess ours;
    private final Optional<PortkeyProcess> portkey;
    private final URI ourUrl;

    private GatewayStage(Started started, PortkeyStart portkeys) throws IOException {
        this.started = started;
        this.gemini = ServerProcess.start();
        started.closedBy(gemini::close);
        this.ours = JavaProcess.start(GatewayServer.class, OPTIONS, gemini.url().toString());
        started.closedBy(ours::close);
        this.portkey = portkeys.start();
        portkey.ifPresent(process -> started.closedBy(process::close));
        this.ourUrl = URI.create(ours.hear());
    }

    /** Starts Portkey's gateway, if it takes part. */
    @FunctionalInterface
    interface PortkeyStart {
        Optional<PortkeyProcess> start() throws IOException;
    }

    /** {@return the stage, with or without Portkey's gateway} */
    static Stage set(boolean withPortkey) throws IOException {
        return set(() -> withPortkey ? Optional.of(PortkeyProcess.start()) : Optional.empty());
    }

    /** {@return the stage} Nothing is left at work if a part of it does not start. */
    static Stage set(PortkeyStart portkeys) throws IOException {
        Started started = new Started();
        try {
            return new GatewayStage(started, portkeys);
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    @Override
    public URI serverOf(Entrant entrant) {
        return switch ((Way) entrant) {
            case DIRECT -> gemini.url();
            case QUOTAROUTER -> ourUrl;
            case PORTKEY, PORTKEY_TEN_KEYS -> URI.create(portkey.orElseThrow().url() + "/?" + gemini.url());
        };
    }

    @Override
    public OptionalLong watchedFor(Entrant entrant) {
        return switch ((Way) entrant) {
            case DIRECT -> OptionalLong.empty();
            case QUOTAROUTER -> OptionalLong.of(ours.pid());
            case PORTKEY, PORTKEY_TEN_KEYS ->
                OptionalLong.of(portkey.orElseThrow().pid());
        };
    }

    @Override
    public void close() {
        started.close();
    }
}
