package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

/**
 * What becomes of one setting.
 *
 * @param file the file, as it was named to the reader
 * @param line the line, from 1; 0 if it is not written
 * @param column the column, from 1; 0 if it is not written
 * @param setting its path, for example {@code model_list[0].litellm_params.rpm}
 * @param verdict what becomes of it
 * @param words why, in a sentence; empty for what works as there; never shows a value that may be a secret
 */
public record MigrationFinding(
        String file, int line, int column, String setting, MigrationVerdict verdict, String words) {
    /** Checks that nothing is null. */
    public MigrationFinding {
        requireNonNull(file, "file");
        requireNonNull(setting, "setting");
        requireNonNull(verdict, "verdict");
        requireNonNull(words, "words");
    }

    /** {@return whether it stands in a file, rather than not being written} */
    public boolean isWritten() {
        return line > 0;
    }

    static MigrationFinding at(Origin origin, String setting, MigrationVerdict verdict, String words) {
        return new MigrationFinding(origin.file(), origin.line(), origin.column(), setting, verdict, words);
    }
}
