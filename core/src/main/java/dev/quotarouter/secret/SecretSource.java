package dev.quotarouter.secret;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A place where secrets are kept. A configuration names a secret by the source's scheme and the secret's name: {@code
 * vault:team-a/gemini}, or <code>${vault:team-a/gemini}</code> inside a longer text.
 *
 * <p>It is asked whenever a configuration is read, and nothing of its answers is kept besides: a secret that was replaced is
 * found when the configuration is read again. Must be safe for use by several threads; it may block.
 */
public interface SecretSource {
    /** {@return the word before the colon: small letters, digits and dashes, a letter first, two at least} */
    String scheme();

    /**
     * {@return the secret of this name; empty if there is none}
     *
     * <p>What it throws is reported as a mistake of the configuration, without its words: they may hold the secret.
     *
     * @param name what stands behind the colon, as written
     */
    Optional<String> find(String name);

    /** {@return the variables of this process, {@code env:NAME}; what has no scheme is looked up here} */
    static SecretSource environment() {
        return of("env", name -> Optional.ofNullable(System.getenv(name)));
    }

    /** {@return the system properties of this process, {@code sys:NAME}} */
    static SecretSource systemProperties() {
        return of("sys", name -> name.isEmpty() ? Optional.empty() : Optional.ofNullable(System.getProperty(name)));
    }

    /**
     * {@return files of at most 64 KiB in UTF-8, {@code file:/run/secrets/gemini}; white space around the secret is dropped}
     *
     * @param folder where names begin that are not absolute
     */
    static SecretSource files(Path folder) {
        return new FileSecrets(folder);
    }

    /**
     * {@return a source of this scheme that asks the function}
     *
     * @throws IllegalArgumentException if the scheme is not of the form that {@link #scheme()} asks for
     */
    static SecretSource of(String scheme, Function<String, Optional<String>> secrets) {
        return new NamedSecrets(scheme, secrets);
    }
}
