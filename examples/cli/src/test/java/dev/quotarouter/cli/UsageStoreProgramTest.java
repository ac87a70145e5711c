package dev.quotarouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with a configuration that names a usage store. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UsageStoreProgramTest {
    private static final String SECRET = "CANARY-51e27f3a9c";

    @TempDir
    Path folder;

    private GeminiSimulator gemini;
    private String config;
    private Path usage;
    private final Program program = new Program(Map.of("KEY_OF_TEST", SECRET));

    @BeforeEach
    void start() throws IOException {
        gemini = GeminiSimulator.builder()
                .project("p", project -> project.key("canary", SECRET).model("gemini-2.5-flash", Limits.UNLIMITED))
                .start();
        usage = folder.resolve("usage");
        config = Files.writeString(folder.resolve("router.yaml"), """
                model_list:
                  - model_name: gpt-4
                    litellm_params:
                      model: gemini/gemini-2.5-flash
                      api_key: os.environ/KEY_OF_TEST
                      api_base: %s
                      rpd: 250
                router_settings:
                  num_retries: 0
                  usage_store: %s
                """.formatted(gemini.url(), usage))
                .toString();
    }

    @AfterEach
    void stop() {
        gemini.close();
    }

    @Test
    void status_shows_what_earlier_runs_have_used() {
        assertThat(program.run("status", "-c", config).out()).contains("0/250");

        assertThat(program.run("chat", "-c", config, "Hi").exitCode()).isZero();
        assertThat(program.run("chat", "-c", config, "Hi").exitCode()).isZero();

        assertThat(program.run("status", "-c", config).out()).contains("2/250").doesNotContain("in use");
    }

    @Test
    void status_and_explain_look_at_a_file_that_a_router_uses_and_a_chat_is_refused() {
        try (QuotaRouter router = router()) {
            assertThat(program.run("status", "-c", config).out())
                    .startsWith(usage + ": in use by another router of this process; shown as it is in the file now");
            assertThat(program.run("explain", "-c", config).exitCode()).isZero();
            assertThat(program.run("check", "-c", config).exitCode()).isZero();

            Program.Ended refused = program.run("chat", "-c", config, "Hi");

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).startsWith(usage + ": usage_store: it is in use by another router");
            assertThat(router.status().pools()).hasSize(1);
        }
    }

    @Test
    void looking_makes_no_file() {
        program.run("status", "-c", config);
        program.run("explain", "-c", config);
        program.run("check", "-c", config);

        assertThat(usage).doesNotExist();
        assertThat(folder.resolve("usage.lock")).doesNotExist();
    }

    @Test
    void a_blocked_key_is_shown_and_can_be_unblocked() throws IOException {
        gemini.inject(Fault.of(GeminiError.KEY_INVALID).times(1));
        assertThat(program.run("chat", "-c", config, "Hi").exitCode()).isEqualTo(1);
        assertThat(program.run("status", "-c", config).out()).contains("key blocked");

        Program.Ended unblocked = program.run("unblock", "-c", config, "KEY_OF_TEST");

        assertThat(unblocked)
                .isEqualTo(new Program.Ended(0, "KEY_OF_TEST may be used again" + System.lineSeparator(), ""));
        assertThat(program.run("chat", "-c", config, "Hi").exitCode()).isZero();
        assertThat(program.run("unblock", "-c", config, "KEY_OF_TEST").exitCode())
                .isEqualTo(1);
        assertThat(Files.readString(usage)).doesNotContain(SECRET);
    }

    @Test
    void unblock_without_a_usage_store_says_so() throws IOException {
        Path plain = Files.writeString(
                folder.resolve("plain.yaml"), Files.readString(Path.of(config)).replaceAll(" *usage_store.*", ""));

        Program.Ended ended = program.run("unblock", "-c", plain.toString(), "KEY_OF_TEST");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("no usage_store");
    }

    private QuotaRouter router() {
        RouterConfig read =
                ConfigReader.create().environment(name -> Optional.of(SECRET)).read(Path.of(config));
        return QuotaRouter.builder().config(read).build();
    }
}
