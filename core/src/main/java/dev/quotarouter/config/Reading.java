package dev.quotarouter.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What everybody who reads a file needs.
 *
 * @param file the file's name in messages
 * @param path where the file is; empty for a text
 * @param findings where mistakes and notices go
 * @param secrets where secrets are
 * @param files every file that is read
 */
record Reading(String file, Optional<Path> path, Findings findings, Secrets secrets, FilesRead files) {
    Reading {
        findings.begins(file);
    }

    /** {@return the same for another file} */
    Reading of(Path other) {
        return new Reading(other.toString(), Optional.of(other), findings, secrets.in(folderOf(other)), files);
    }

    static Path folderOf(Path file) {
        Path folder = file.getParent();
        return folder == null ? Path.of("") : folder;
    }

    Origin origin(int line, int column) {
        return new Origin(file, line, column);
    }

    Variables variables() {
        return new Variables(secrets);
    }
}
