package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

/**
 * A setting that was accepted and does nothing, or something else than its name says elsewhere.
 *
 * @param file the file, as it was named to the reader
 * @param line the line, from 1
 * @param column the column, from 1
 * @param setting the setting's path, for example {@code general_settings.master_key}
 * @param message why, in a sentence; never shows the setting's value
 */
public record ConfigNotice(String file, int line, int column, String setting, String message) {
    /** Checks that nothing is null. */
    public ConfigNotice {
        requireNonNull(file, "file");
        requireNonNull(setting, "setting");
        requireNonNull(message, "message");
    }

    /** {@return the notice in the form {@code FILE:LINE:COLUMN: setting: message}} */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + setting + ": " + message;
    }
}
