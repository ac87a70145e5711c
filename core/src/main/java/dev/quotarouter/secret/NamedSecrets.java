package dev.quotarouter.secret;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A function under a scheme. */
record NamedSecrets(String scheme, Function<String, Optional<String>> secrets) implements SecretSource {
    /** One letter would be a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]+");

    NamedSecrets {
        requireNonNull(secrets, "secrets");
        if (!SCHEME.matcher(scheme).matches()) {
            throw new IllegalArgumentException(
                    "a scheme has at least two small letters, digits or dashes, not \"" + scheme + '"');
        }
    }

    @Override
    public Optional<String> find(String name) {
        return secrets.apply(name);
    }

    @Override
    public String toString() {
        return "SecretSource[" + scheme + "]";
    }
}
