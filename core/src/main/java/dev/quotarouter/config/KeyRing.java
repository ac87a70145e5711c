package dev.quotarouter.config;

import dev.quotarouter.provider.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Gives every secret of a configuration one name, so that the same key is called the same wherever it stands. */
final class KeyRing {
    private final Map<String, ApiKey> keys = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private int literals;

    /**
     * {@return the key under the first name that its secret had}
     *
     * @throws IllegalArgumentException if the secret cannot be a key
     */
    ApiKey named(String name, String secret) {
        ApiKey known = keys.get(secret.strip());
        return known != null ? known : add(unused(name), secret);
    }

    /**
     * {@return the key of a secret that nothing names: {@code key-1}, {@code key-2}, … in order of appearance}
     *
     * @throws IllegalArgumentException if the secret cannot be a key
     */
    ApiKey literal(String secret) {
        ApiKey known = keys.get(secret.strip());
        if (known != null) {
            return known;
        }
        ApiKey key = add(unused("key-" + (literals + 1)), secret);
        literals++;
        return key;
    }

    /** {@return a name that is the same for the same secret and does not give it away} */
    static String fingerprint(String secret) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(secret.strip().getBytes(StandardCharsets.UTF_8));
            return "key-" + HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private ApiKey add(String name, String secret) {
        ApiKey key = new ApiKey(name, secret);
        keys.put(key.reveal(), key);
        names.add(name);
        return key;
    }

    private String unused(String name) {
        String unused = name;
        for (int i = 2; names.contains(unused); i++) {
            unused = name + "-" + i;
        }
        return unused;
    }
}
