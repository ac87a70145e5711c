package dev.quotarouter.secret;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that hold one secret each, as Docker and Kubernetes mount them. */
record FileSecrets(Path folder) implements SecretSource {
    private static final int LONGEST = 64 * 1024;

    FileSecrets {
        requireNonNull(folder, "folder");
    }

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public Optional<String> find(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) ? Optional.of(contents(file)) : Optional.empty();
        } catch (IOException | InvalidPathException | SecurityException unreadable) {
            // Its words repeat the name, which may be the key itself.
            return Optional.empty();
        }
    }

    private static String contents(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        }
    }

    @Override
    public String toString() {
        return "SecretSource[file]";
    }
}
