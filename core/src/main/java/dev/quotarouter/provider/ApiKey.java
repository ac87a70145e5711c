package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A secret key and the name it goes by. Everything that prints shows the name; only {@link #reveal()} gives the secret.
 *
 * <p>Two keys are equal if their secrets are, whatever their names.
 */
public final class ApiKey {
    // So that it is of no use where somebody else knows keys by their plain digests.
    private static final String FINGERPRINT_OF = "quotarouter key fingerprint\n";
    private static final int FINGERPRINT_BYTES = 8;
    private static final int SHORTEST_KEY = 16;

    private final String name;
    private final String secret;

    /**
     * A key.
     *
     * @param name what to call it in status, logs and errors, for example the variable it came from; a name that holds the
     *     secret itself is not used, the key goes by its fingerprint then
     * @param secret what the provider wants to see; white space around it is dropped
     * @throws IllegalArgumentException if the secret is blank or has characters that no HTTP header can carry
     */
    public ApiKey(String name, String secret) {
        requireNonNull(name, "name");
        this.secret = secret.strip();
        if (this.secret.isEmpty()) {
            throw new IllegalArgumentException("the key " + name + " is empty");
        }
        if (!this.secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("the key " + name + " has characters that no HTTP header can carry");
        }
        this.name = givesAway(name) ? "key-" + fingerprint() : name;
    }

    // What is shorter is no provider's key, and may well stand in a name by chance.
    private boolean givesAway(String name) {
        return secret.length() >= SHORTEST_KEY && name.contains(secret);
    }

    /** {@return what the key is called} */
    public String name() {
        return name;
    }

    /** {@return the secret, for the header of a call and for nothing else} */
    public String reveal() {
        return secret;
    }

    /**
     * {@return what tells this key from others without giving it away: 16 hexadecimal digits of a one-way function of the
     * secret, the same in every process}
     */
    public String fingerprint() {
        try {
            byte[] text = (FINGERPRINT_OF + secret).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@return the text with every occurrence of the secret blacked out} */
    public String redact(String text) {
        return text.replace(secret, "***");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKey that && secret.equals(that.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "ApiKey[" + name + "]";
    }
}
