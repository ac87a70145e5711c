package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads a LiteLLM {@code config.yaml}, with what this router adds to it. Immutable and thread-safe.
 *
 * <p>All mistakes of a file are in one {@link ConfigException}, each with line, column and remedy. What is known but has no
 * effect is in {@link RouterConfig#notices()}. Neither ever shows a secret.
 */
public final class ConfigReader {
    private final Function<String, Optional<String>> environment;
    private final Predicate<String> served;

    private ConfigReader(Function<String, Optional<String>> environment, Predicate<String> served) {
        this.environment = environment;
        this.served = served;
    }

    /** A reader that takes variables from the environment of this process and delivers the models of every provider. */
    public static ConfigReader create() {
        return new ConfigReader(name -> Optional.ofNullable(System.getenv(name)), provider -> true);
    }

    /** {@return a reader that asks this for the value of a variable} */
    public ConfigReader environment(Function<String, Optional<String>> variables) {
        return new ConfigReader(requireNonNull(variables, "variables"), served);
    }

    /**
     * {@return a reader that delivers only models of these providers}
     *
     * <p>The others are noted, and nothing else of them is read: a variable that is not set does no harm there.
     *
     * @param providers tells whether there is a provider of this name
     */
    public ConfigReader providers(Predicate<String> providers) {
        return new ConfigReader(environment, requireNonNull(providers, "providers"));
    }

    /**
     * Reads a file in UTF-8 of at most 3 MiB.
     *
     * @throws ConfigException if the file cannot be read or has mistakes
     */
    public RouterConfig read(Path file) {
        String name = file.toString();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(YamlDocument.MOST_CHARACTERS + 1);
        } catch (NoSuchFileException e) {
            throw unreadable(name, "there is no such file", "check the path");
        } catch (IOException | SecurityException e) {
            throw unreadable(name, "it cannot be read", "check that it is a file and may be read");
        }
        if (bytes.length > YamlDocument.MOST_CHARACTERS) {
            throw unreadable(name, "it is larger than 3 MiB", "write less");
        }
        try {
            return parse(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw unreadable(name, "it is not UTF-8", "save it in UTF-8");
        }
    }

    /**
     * Reads a text of at most 3 Mi characters.
     *
     * @param name what to call the text in messages
     * @throws ConfigException if it has mistakes
     */
    public RouterConfig parse(String name, String yaml) {
        requireNonNull(name, "name");
        Findings findings = new Findings();
        Reading reading = new Reading(name, findings, new Variables(environment));
        Optional<ConfigNode> root = new YamlDocument(reading).compose(yaml);
        findings.throwIfAny();
        return root.map(node -> new ConfigFile(node, reading).read(served))
                .orElseThrow(() -> new ConfigException(List.of(new ConfigProblem(
                        name, 1, 1, "(file)", "there are no settings in it", "begin with model_list:"))));
    }

    private static ConfigException unreadable(String name, String problem, String remedy) {
        return new ConfigException(List.of(new ConfigProblem(name, 0, 0, "(file)", problem, remedy)));
    }
}
