package dev.quotarouter.config;

/**
 * What everybody who reads a file needs.
 *
 * @param file the file's name
 * @param findings where mistakes and notices go
 * @param variables the environment
 */
record Reading(String file, Findings findings, Variables variables) {
    Origin origin(int line, int column) {
        return new Origin(file, line, column);
    }
}
