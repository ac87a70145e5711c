package dev.quotarouter.error;

import static java.util.Objects.requireNonNull;

/**
 * One mistake in a configuration.
 *
 * @param file the file, or a word for where the configuration came from
 * @param line the line, from 1; 0 if the configuration has no lines
 * @param column the column, from 1; 0 if the configuration has no lines
 * @param setting the setting's path, for example {@code model_list[0].litellm_params.rpm}
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record ConfigProblem(String file, int line, int column, String setting, String problem, String remedy) {
    /** Checks that nothing is null. */
    public ConfigProblem {
        requireNonNull(file, "file");
        requireNonNull(setting, "setting");
        requireNonNull(problem, "problem");
        requireNonNull(remedy, "remedy");
    }

    /** {@return the problem in the form {@code FILE:LINE:COLUMN: setting: problem; remedy}} */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return place + ": " + setting + ": " + problem + "; " + remedy;
    }
}
