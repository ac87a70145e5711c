package dev.quotarouter.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remembers every file that a configuration was made of, so that a change of any can be noticed. Not thread-safe. */
final class FilesRead {
    private final Set<Path> files = new LinkedHashSet<>();

    void add(Path file) {
        files.add(file);
    }

    void add(Path folder, String name) {
        try {
            files.add(folder.resolve(name));
        } catch (InvalidPathException none) {
            // Whoever reads it says so.
        }
    }

    List<Path> all() {
        return List.copyOf(files);
    }
}
