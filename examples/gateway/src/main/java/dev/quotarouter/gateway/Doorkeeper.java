package dev.quotarouter.gateway;

import dev.quotarouter.provider.ApiKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;

/**
 * Says who may not come in.
 *
 * <p>With a key that is who does not bring it. Without one whoever is on this machine may, but no page of a foreign site in a
 * browser on it: that would come with its {@code Origin}, or under a name that its owner lets point to this machine.
 */
final class Doorkeeper {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final String BEARER = "Bearer ";

    private final Optional<byte[]> wanted;

    Doorkeeper(Optional<ApiKey> masterKey) {
        wanted = masterKey.map(key -> digest(key.reveal()));
    }

    boolean wantsKey() {
        return wanted.isPresent();
    }

    /** {@return why the request is turned away; empty if it may come in} */
    Optional<Refusal> refusal(HttpServerRequest request) {
        return wanted.map(key -> withKey(key, request)).orElseGet(() -> withoutKey(request));
    }

    private static Optional<Refusal> withKey(byte[] wanted, HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(Refusal.badKey(false));
        }
        byte[] brought = digest(header.substring(BEARER.length()).strip());
        return MessageDigest.isEqual(wanted, brought) ? Optional.empty() : Optional.of(Refusal.badKey(true));
    }

    private static Optional<Refusal> withoutKey(HttpServerRequest request) {
        HostAndPort host = request.authority();
        if (host == null || !THIS_MACHINE.contains(host.host())) {
            return Optional.of(Refusal.foreignPage(
                    "without general_settings.master_key the gateway answers to localhost and 127.0.0.1 only"));
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !origin.equals("http://" + request.getHeader(HttpHeaders.HOST))) {
            return Optional.of(Refusal.foreignPage(
                    "without general_settings.master_key no page of another site may ask the gateway"));
        }
        return Optional.empty();
    }

    /** The digests are of one length, so that the time to compare them tells nothing of the key. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
