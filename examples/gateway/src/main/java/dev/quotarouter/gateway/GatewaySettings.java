package dev.quotarouter.gateway;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.provider.ApiKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * How a gateway listens.
 *
 * @param host the address to bind to; empty for every address if there is a key, for the loopback address otherwise
 * @param port the port; 0 for any free one
 * @param masterKey what callers must bring as {@code Authorization: Bearer …}; empty to let in whoever is on this machine
 * @param limits what a client may ask of it
 * @param drain how it stops
 */
public record GatewaySettings(
        Optional<String> host, int port, Optional<ApiKey> masterKey, GatewayLimits limits, DrainTimes drain) {
    /** On port 4000 of the loopback address, without a key. */
    public static final GatewaySettings DEFAULT =
            new GatewaySettings(Optional.empty(), 4000, Optional.empty(), GatewayLimits.DEFAULT, DrainTimes.DEFAULT);

    private static final String EVERYWHERE = "0.0.0.0";
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Checks that nobody gets in who should not.
     *
     * @throws IllegalArgumentException if the port is none, or there is no key and others than this machine could connect
     */
    public GatewaySettings {
        requireNonNull(limits, "limits");
        requireNonNull(drain, "drain");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port must be 0 to 65535, not " + port);
        }
        if (masterKey.isEmpty() && !host.map(GatewaySettings::isLoopback).orElse(true)) {
            throw new IllegalArgumentException("without a key only this machine may connect, so the host must be a"
                    + " loopback address such as 127.0.0.1; write general_settings.master_key to bind to "
                    + host.get());
        }
    }

    /** {@return the address to bind to} */
    public String bindAddress() {
        return host.orElse(masterKey.isPresent() ? EVERYWHERE : LOOPBACK);
    }

    /** {@return a copy that binds to this address} */
    public GatewaySettings withHost(String address) {
        return new GatewaySettings(Optional.of(address), port, masterKey, limits, drain);
    }

    /** {@return a copy with this port; 0 for any free one} */
    public GatewaySettings withPort(int number) {
        return new GatewaySettings(host, number, masterKey, limits, drain);
    }

    /** {@return a copy that wants this key} */
    public GatewaySettings withMasterKey(ApiKey key) {
        return new GatewaySettings(host, port, Optional.of(key), limits, drain);
    }

    /** {@return a copy with these limits} */
    public GatewaySettings withLimits(GatewayLimits other) {
        return new GatewaySettings(host, port, masterKey, other, drain);
    }

    /** {@return a copy that stops like this} */
    public GatewaySettings withDrain(DrainTimes other) {
        return new GatewaySettings(host, port, masterKey, limits, other);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
