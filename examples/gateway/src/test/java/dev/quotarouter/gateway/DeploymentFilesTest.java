package dev.quotarouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.config.RouterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recipes beside the gateway say what the gateway understands. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeploymentFilesTest {
    private static final Path FOLDER = Path.of("deploy");

    @Test
    void the_manifest_has_a_configuration_that_is_read_with_the_secrets_it_refers_to() throws IOException {
        Set<String> asked = new TreeSet<>();
        RouterConfig config = ConfigReader.create()
                .environment(name -> {
                    asked.add(name);
                    return Optional.of("secret-of-" + name);
                })
                .withMasterKey()
                .parse(
                        "ConfigMap",
                        of("ConfigMap").at("/data/quota-router.yaml").asString());

        assertThat(config.masterKey()).isPresent();
        assertThat(config.notices()).isEmpty();
        JsonNode variables = container().path("env");
        assertThat(variables)
                .allSatisfy(
                        one -> assertThat(one.at("/valueFrom/secretKeyRef/name").asString())
                                .isEqualTo("quotarouter"));
        assertThat(variables.valueStream().map(one -> one.path("name").asString()))
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void the_manifest_gives_options_there_are_and_time_enough_to_drain() throws IOException {
        List<String> arguments =
                container().path("args").valueStream().map(JsonNode::asString).toList();
        ServeOptions options = new ServeOptions();
        new CommandLine(options)
                .parseArgs(arguments.subList(2, arguments.size()).toArray(String[]::new));

        DrainTimes drain = options.settings(Optional.empty()).drain();

        assertThat(arguments).startsWith("-c", "/etc/quotarouter/quota-router.yaml");
        assertThat(drain.notice().plus(drain.time()))
                .isLessThan(Duration.ofSeconds(of("Deployment")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt()));
    }

    @Test
    void the_manifest_probes_paths_that_answer() throws IOException {
        try (World world = World.locked()) {
            for (String probe : List.of("readinessProbe", "livenessProbe")) {
                String path = container().at("/" + probe + "/httpGet/path").asString();
                assertThat(world.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
        assertThat(container().at("/ports/0/containerPort").asInt()).isEqualTo(GatewaySettings.DEFAULT.port());
    }

    @Test
    void the_container_starts_the_jar_that_the_build_makes() throws IOException {
        String recipe = Files.readString(FOLDER.resolve("Dockerfile"));

        assertThat(recipe).contains("COPY target/quotarouter-gateway.jar /opt/quotarouter-gateway.jar");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("}/quotarouter-gateway.jar</outputFile>");
    }

    private static JsonNode container() throws IOException {
        return of("Deployment").at("/spec/template/spec/containers/0");
    }

    private static JsonNode of(String kind) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (Object object : new Yaml().loadAll(Files.readString(FOLDER.resolve("kubernetes.yaml")))) {
            objects.add(JsonMapper.shared().valueToTree((Map<?, ?>) object));
        }
        return objects.stream()
                .filter(object -> object.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
