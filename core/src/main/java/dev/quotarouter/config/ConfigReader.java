package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import dev.quotarouter.secret.SecretSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads a LiteLLM {@code config.yaml}, with what this router adds to it. Immutable and thread-safe, if its secret sources are.
 *
 * <p>All mistakes of a file are in one {@link ConfigException}, each with line, column and remedy. What is known but has no
 * effect is in {@link RouterConfig#notices()}. Neither ever shows a secret.
 *
 * <p>Every reading asks the secret sources anew: to use keys that were replaced, read the file again.
 */
public final class ConfigReader {
    private final Map<String, SecretSource> sources;
    private final Predicate<String> served;
    private final SettingTable general;

    private ConfigReader(Map<String, SecretSource> sources, Predicate<String> served, SettingTable general) {
        this.sources = sources;
        this.served = served;
        this.general = general;
    }

    /**
     * A reader that knows the environment, files and the system properties of this process, and delivers the models of every
     * provider.
     */
    public static ConfigReader create() {
        return new ConfigReader(Map.of(), provider -> true, ProxySettings.GENERAL)
                .secrets(SecretSource.environment())
                .secrets(SecretSource.systemProperties());
    }

    /** {@return a reader that asks this for the value of a variable, instead of the environment of this process} */
    public ConfigReader environment(Function<String, Optional<String>> variables) {
        return secrets(SecretSource.of(Secrets.ENVIRONMENT, requireNonNull(variables, "variables")));
    }

    /**
     * {@return a reader that also asks this source} It takes the place of one with the same scheme: {@code env}, {@code file}
     * and {@code sys} are there from the beginning.
     */
    public ConfigReader secrets(SecretSource source) {
        Map<String, SecretSource> more = new LinkedHashMap<>(sources);
        more.put(source.scheme(), source);
        return new ConfigReader(more, served, general);
    }

    /**
     * {@return a reader that delivers only models of these providers}
     *
     * <p>The others are noted, and nothing else of them is read: a variable that is not set does no harm there.
     *
     * @param providers tells whether there is a provider of this name
     */
    public ConfigReader providers(Predicate<String> providers) {
        return new ConfigReader(sources, requireNonNull(providers, "providers"), general);
    }

    /**
     * {@return a reader for a program that lets callers in by {@code general_settings.master_key}: it reads the key, and one
     * that cannot be read is a mistake} Without this it is not even looked up.
     */
    public ConfigReader withMasterKey() {
        return new ConfigReader(sources, served, ProxySettings.GENERAL_OF_A_SERVER);
    }

    /**
     * Reads a file of at most 3 MiB, in UTF-8 or, with a byte order mark, in UTF-16, and the files that it includes.
     *
     * @throws ConfigException if a file cannot be read or has mistakes
     */
    public RouterConfig read(Path file) {
        return open(file).read();
    }

    /**
     * Reads a text of at most 3 Mi characters. It cannot include files.
     *
     * @param name what to call the text in messages
     * @throws ConfigException if it has mistakes
     */
    public RouterConfig parse(String name, String yaml) {
        return open(name, yaml).read();
    }

    /**
     * Reads a file as {@link #read} does, and tells of every setting in it what becomes of it: mistakes are in the report, not
     * thrown.
     */
    public MigrationReport examine(Path file) {
        try {
            return open(file).examine();
        } catch (ConfigException unreadable) {
            return new MigrationReport(Optional.empty(), List.of()).withMistakes(unreadable.problems());
        }
    }

    private ConfigFile open(Path file) {
        FileText text = FileText.of(file);
        Reading reading = reading(file.toString(), Optional.of(file));
        reading.files().add(file);
        return text.text()
                .map(yaml -> new ConfigFile(yaml, reading, served, general))
                .orElseThrow(() -> new ConfigException(
                        List.of(new ConfigProblem(file.toString(), 0, 0, "(file)", text.problem(), text.remedy()))));
    }

    private ConfigFile open(String name, String yaml) {
        return new ConfigFile(yaml, reading(requireNonNull(name, "name"), Optional.empty()), served, general);
    }

    private Reading reading(String name, Optional<Path> file) {
        FilesRead files = new FilesRead();
        Path folder = file.map(Reading::folderOf).orElse(Path.of(""));
        Secrets secrets = new Secrets(sources, folder, new WrittenVariables(), files);
        return new Reading(name, file, new Findings(), secrets, files);
    }
}
