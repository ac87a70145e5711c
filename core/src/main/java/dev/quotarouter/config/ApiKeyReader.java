package dev.quotarouter.config;

import dev.quotarouter.config.Variables.Substitution;
import dev.quotarouter.provider.ApiKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads keys: from the environment, from a file, or as they stand. No message has more of them than their place. */
final class ApiKeyReader {
    private static final String FILE_PREFIX = "file:";
    private static final int LONGEST_KEY_FILE = 64 * 1024;

    private final KeyRing keys = new KeyRing();

    Optional<ApiKey> read(ConfigNode node) {
        Substitution substitution = node.substitution().orElse(new Substitution.Missing("", ""));
        if (substitution instanceof Substitution.Literal literal) {
            return literal.text().startsWith(FILE_PREFIX)
                    ? fromFile(node, literal.text(), true)
                    : key(node, () -> keys.literal(literal.text()));
        }
        if (substitution instanceof Substitution.Substituted substituted) {
            // What came from the environment is not shown, not even as the name of a file.
            return substituted.text().startsWith(FILE_PREFIX)
                    ? fromFile(node, substituted.text(), false)
                    : key(node, () -> keys.named(substituted.variable(), substituted.text()));
        }
        return Optional.empty();
    }

    /** {@return the key in the variable that LiteLLM looks into when none is written: {@code GEMINI_API_KEY}} */
    Optional<ApiKey> readDefault(ConfigNode place, String provider) {
        String variable = provider.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY";
        Optional<String> secret = place.variable(variable).filter(value -> !value.isBlank());
        if (secret.isEmpty()) {
            place.problem("it is missing", "write api_key: os.environ/GEMINI_API_KEY, with the variable's name");
            return Optional.empty();
        }
        return key(place, () -> keys.named(variable, secret.get()));
    }

    private Optional<ApiKey> fromFile(ConfigNode node, String reference, boolean isWritten) {
        String name = reference.substring(FILE_PREFIX.length()).strip();
        try {
            Path file = Path.of(name);
            Path last = file.getFileName();
            if (last != null && Files.isRegularFile(file)) {
                String secret = contents(file);
                String keyName = isWritten && Shown.isName(last.toString()) ? last.toString() : "key-file";
                return key(node, () -> keys.named(keyName, secret));
            }
        } catch (IOException | InvalidPathException | SecurityException unreadable) {
            // Told below; the exception's own words repeat what was written, which may be the key.
        }
        String shown = isWritten && name.contains("/") ? Shown.name(name) : Shown.HIDDEN;
        node.problem("the file " + shown + " cannot be read", "name a file that has the key and nothing else");
        return Optional.empty();
    }

    private static String contents(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_KEY_FILE), StandardCharsets.UTF_8).strip();
        }
    }

    private static Optional<ApiKey> key(ConfigNode node, Supplier<ApiKey> key) {
        try {
            return Optional.of(key.get());
        } catch (IllegalArgumentException unusable) {
            node.problem(
                    "the key is empty or has characters that no HTTP header can carry",
                    "check the key, its file or variable");
            return Optional.empty();
        }
    }
}
