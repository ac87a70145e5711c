package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.error.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Texts read under the name {@code test.yaml}, in an environment of a few variables. */
final class ConfigText {
    static final Map<String, String> ENVIRONMENT =
            Map.of("GEMINI_KEY_1", "secret-one", "GEMINI_KEY_2", "secret-two", "RPM", "7", "EMPTY_VALUE", "");

    /** One deployment, six lines. */
    static final String ONE = """
            model_list:
              - model_name: gpt-4
                litellm_params:
                  model: gemini/gemini-2.5-pro
                  api_key: os.environ/GEMINI_KEY_1
            """;

    private ConfigText() {}

    static ConfigReader reader() {
        return ConfigReader.create().environment(name -> Optional.ofNullable(ENVIRONMENT.get(name)));
    }

    static RouterConfig read(String yaml) {
        return reader().parse("test.yaml", yaml);
    }

    static Deployment onlyDeployment(String yaml) {
        List<Deployment> deployments = read(yaml).deployments();
        if (deployments.size() != 1) {
            throw new AssertionError("not one deployment: " + deployments);
        }
        return deployments.get(0);
    }

    /** One deployment with these lines in its {@code litellm_params}. */
    static String withParams(String... lines) {
        return ONE + "      " + String.join("\n      ", lines) + "\n";
    }

    static ConfigException refused(String yaml) {
        return refused(reader(), yaml);
    }

    static ConfigException refused(ConfigReader reader, String yaml) {
        return Objects.requireNonNull(
                catchThrowableOfType(ConfigException.class, () -> reader.parse("test.yaml", yaml)),
                "nothing was wrong");
    }

    /** {@return each mistake as {@code line:column setting: problem; remedy}} */
    static List<String> mistakes(String yaml) {
        return refused(yaml).problems().stream()
                .map(p -> p.line() + ":" + p.column() + " " + p.setting() + ": " + p.problem() + "; " + p.remedy())
                .toList();
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ConfigText.class.getResourceAsStream("/config/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
