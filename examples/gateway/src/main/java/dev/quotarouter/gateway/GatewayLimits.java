package dev.quotarouter.gateway;

import java.time.Duration;

/**
 * What a client may ask of a gateway before it is turned away, so that none harms the others.
 *
 * @param maxBodyBytes the greatest body of a request
 * @param maxBodiesBytes how many bytes the bodies of all requests under way may have together
 * @param maxHeaderBytes the greatest head of a request
 * @param maxConnections how many connections may be open at once
 * @param idleTimeout how long a connection may be open without a request: between two of them, and until the head of one is
 *     complete
 * @param bodyTimeout how long a body may take to arrive
 * @param stallTimeout how long the reader of a stream may take to catch up once more waits to be sent than is kept for it
 */
public record GatewayLimits(
        long maxBodyBytes,
        long maxBodiesBytes,
        int maxHeaderBytes,
        int maxConnections,
        Duration idleTimeout,
        Duration bodyTimeout,
        Duration stallTimeout) {
    private static final long MIB = 1024 * 1024;

    /** 20 MiB for a body, an eighth of the heap for all of them, 16 KiB for a head, 10,000 connections, a minute each. */
    public static final GatewayLimits DEFAULT = new GatewayLimits(
            20 * MIB,
            Math.max(64 * MIB, Runtime.getRuntime().maxMemory() / 8),
            16 * 1024,
            10_000,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is not positive, or all bodies together may have less than one
     */
    public GatewayLimits {
        positive("maxBodyBytes", maxBodyBytes);
        positive("maxHeaderBytes", maxHeaderBytes);
        positive("maxConnections", maxConnections);
        positive("idleTimeout", idleTimeout.toMillis());
        positive("bodyTimeout", bodyTimeout.toMillis());
        positive("stallTimeout", stallTimeout.toMillis());
        if (maxBodiesBytes < maxBodyBytes) {
            throw new IllegalArgumentException("maxBodiesBytes must be at least maxBodyBytes, " + maxBodyBytes);
        }
    }

    /** {@return a copy with this greatest body; the limit for all of them grows with it where it must} */
    public GatewayLimits withMaxBodyBytes(long bytes) {
        long all = Math.max(bytes, maxBodiesBytes);
        return new GatewayLimits(bytes, all, maxHeaderBytes, maxConnections, idleTimeout, bodyTimeout, stallTimeout);
    }

    /** {@return a copy with this limit for the bodies of all requests under way} */
    public GatewayLimits withMaxBodiesBytes(long bytes) {
        return new GatewayLimits(
                maxBodyBytes, bytes, maxHeaderBytes, maxConnections, idleTimeout, bodyTimeout, stallTimeout);
    }

    /** {@return a copy with this greatest head of a request} */
    public GatewayLimits withMaxHeaderBytes(int bytes) {
        return new GatewayLimits(
                maxBodyBytes, maxBodiesBytes, bytes, maxConnections, idleTimeout, bodyTimeout, stallTimeout);
    }

    /** {@return a copy with this many connections} */
    public GatewayLimits withMaxConnections(int connections) {
        return new GatewayLimits(
                maxBodyBytes, maxBodiesBytes, maxHeaderBytes, connections, idleTimeout, bodyTimeout, stallTimeout);
    }

    /** {@return a copy with this time for a connection without a request} */
    public GatewayLimits withIdleTimeout(Duration time) {
        return new GatewayLimits(
                maxBodyBytes, maxBodiesBytes, maxHeaderBytes, maxConnections, time, bodyTimeout, stallTimeout);
    }

    /** {@return a copy with this time for a body to arrive} */
    public GatewayLimits withBodyTimeout(Duration time) {
        return new GatewayLimits(
                maxBodyBytes, maxBodiesBytes, maxHeaderBytes, maxConnections, idleTimeout, time, stallTimeout);
    }

    /** {@return a copy with this time for a reader who is behind} */
    public GatewayLimits withStallTimeout(Duration time) {
        return new GatewayLimits(
                maxBodyBytes, maxBodiesBytes, maxHeaderBytes, maxConnections, idleTimeout, bodyTimeout, time);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be more than 0, not " + value);
        }
    }
}
