package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

/**
 * Where something was written.
 *
 * @param file the file, as it was named to the reader
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Origin(String file, int line, int column) {
    /**
     * Checks the place.
     *
     * @throws IllegalArgumentException if line or column is less than 1
     */
    public Origin {
        requireNonNull(file, "file");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns begin at 1, not " + line + ":" + column);
        }
    }

    /** {@return the place in the form {@code FILE:LINE:COLUMN}} */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
