package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.error.ConfigException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of the shapes that people write, in {@code config/shapes}. Beside each stands what becomes of it: its deployments and
 * notices, or its mistakes.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigShapesTest {
    static Stream<String> shapes() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> Objects.requireNonNull(file.getFileName()).toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void a_file_is_read_or_refused_as_it_says_beside_it(String shape) throws IOException {
        List<String> expected = Files.readAllLines(folder().resolve(shape + ".expected"));

        List<String> found = outcome(folder().resolve(shape + ".yaml"));

        assertThat(found).containsExactlyElementsOf(expected);
        assertThat(String.join("\n", found)).doesNotContain("secret-one", "secret-two", "AIza", "a-key-in-the-file");
    }

    private static List<String> outcome(Path file) {
        List<String> lines = new ArrayList<>();
        try {
            RouterConfig config =
                    ConfigText.reader().providers("gemini"::equals).read(file);
            config.deployments().forEach(deployment -> lines.add(line(deployment)));
            config.unserved().forEach((group, why) -> lines.add("unserved " + group + ": " + why));
            if (config.fallbacks() != Fallbacks.NONE) {
                addFallbacks("fallback ", config.fallbacks().general(), lines);
                addFallbacks("context fallback ", config.fallbacks().contextWindow(), lines);
                addFallbacks("content fallback ", config.fallbacks().contentPolicy(), lines);
                lines.add("max fallbacks " + config.fallbacks().max());
            }
            config.notices()
                    .forEach(notice -> lines.add("notice " + place(notice.file(), file) + notice.line() + ":"
                            + notice.column() + " " + notice.setting() + ": " + local(notice.message())));
        } catch (ConfigException e) {
            e.problems()
                    .forEach(problem -> lines.add("mistake " + place(problem.file(), file) + problem.line() + ":"
                            + problem.column() + " " + problem.setting() + ": " + local(problem.problem()) + "; "
                            + problem.remedy()));
        }
        return lines;
    }

    private static String line(Deployment deployment) {
        return deployment.modelGroup() + " = " + deployment.model() + "@"
                + deployment.apiKey().name()
                + (deployment.limits().rpm().isPresent()
                        ? " rpm " + deployment.limits().rpm().getAsLong()
                        : "")
                + number(" order ", deployment.terms().order())
                + (deployment.terms().weight().isPresent()
                        ? " weight " + deployment.terms().weight().getAsDouble()
                        : "")
                + deployment.baseUrl().map(url -> " at " + url).orElse("");
    }

    private static String number(String name, OptionalInt number) {
        return number.isPresent() ? name + number.getAsInt() : "";
    }

    private static void addFallbacks(String kind, Map<String, List<String>> fallbacks, List<String> lines) {
        fallbacks.forEach(
                (group, names) -> lines.add((kind + group + ": " + String.join(", ", names)).stripTrailing()));
    }

    private static String place(String of, Path file) {
        return of.equals(file.toString()) ? "" : local(of) + " ";
    }

    private static String local(String text) {
        return text.replace(folder() + "/", "");
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(ConfigShapesTest.class.getResource("/config/shapes"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
