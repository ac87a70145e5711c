package dev.quotarouter.gateway;

import dev.quotarouter.provider.ApiKey;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a command that starts a gateway; a mixin. */
public final class ServeOptions {
    private static final long MEGABYTE = 1024 * 1024;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "4000",
            description = "The port; ${DEFAULT-VALUE} unless given, 0 for any free one.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address to bind to; every one if there is a master_key, else 127.0.0.1.")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--max-body",
            paramLabel = "MB",
            defaultValue = "20",
            description = "The largest request; ${DEFAULT-VALUE} unless given.")
    private long maxBody;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many connections may be open at once; ${DEFAULT-VALUE} unless given.")
    private int maxConnections;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a connection may be silent, a body under way, or the reader of a stream away;"
                    + " ${DEFAULT-VALUE} unless given.")
    private long idleTimeout;

    @Option(
            names = "--drain-notice",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "How long to say \"not ready\" before new connections are refused; ${DEFAULT-VALUE} unless given.")
    private long drainNotice;

    @Option(
            names = "--drain-time",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for chats under way when asked to stop; ${DEFAULT-VALUE} unless given.")
    private long drainTime;

    /**
     * {@return the settings that they ask for}
     *
     * @param masterKey the key of the configuration
     * @throws IllegalArgumentException if a number is out of its range, or the address not safe without a key
     */
    public GatewaySettings settings(Optional<ApiKey> masterKey) {
        Duration idle = Duration.ofSeconds(idleTimeout);
        GatewayLimits limits = GatewayLimits.DEFAULT
                .withMaxBodyBytes(Math.multiplyExact(maxBody, MEGABYTE))
                .withMaxConnections(maxConnections)
                .withIdleTimeout(idle)
                .withBodyTimeout(idle)
                .withStallTimeout(idle);
        DrainTimes drain = new DrainTimes(Duration.ofSeconds(drainNotice), Duration.ofSeconds(drainTime));
        return new GatewaySettings(host, port, masterKey, limits, drain);
    }
}
