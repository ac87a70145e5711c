package dev.quotarouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for those who come from LiteLLM: its example is checked, served and compiled. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComingFromLiteLlmTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "coming-from-litellm.md");
    private static final Path HERE = Path.of("src/test/java/dev/quotarouter/cli/ComingFromLiteLlmTest.java");

    private final Program program = new Program(Map.of("GEMINI_KEY_1", "key-one", "GEMINI_KEY_2", "key-two"));

    @TempDir
    Path folder;

    @Test
    void the_check_of_the_example_says_what_the_page_says() throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), block("yaml"));

        Program.Ended ended = program.run("check", config.toString());

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out().replace(folder + "/", "").replace(System.lineSeparator(), "\n"))
                .endsWith("\n\n" + block("console"));
    }

    @Test
    void the_example_is_served() throws IOException {
        try (GeminiSimulator gemini = GeminiSimulator.builder()
                .project("a", project -> project.key("one", "key-one").model("gemini-2.5-pro", Limits.of(5, 1_000, 9)))
                .project("b", project -> project.key("two", "key-two").model("gemini-2.5-pro", Limits.of(5, 1_000, 9)))
                .start()) {
            String yaml = block("yaml").replace("rpm: 5", "rpm: 5, api_base: '" + gemini.url() + "'");
            Path config = Files.writeString(folder.resolve("config.yaml"), yaml);

            Program.Ended ended = program.run("chat", "-c", config.toString(), "-m", "gpt-4", "Hi");
            Program.Ended unserved = program.run("chat", "-c", config.toString(), "-m", "claude", "Hi");

            assertThat(ended.out().strip()).isEqualTo("You said: Hi");
            assertThat(unserved.exitCode()).isNotZero();
        }
    }

    @Test
    void the_java_of_the_page_stands_in_this_file() throws IOException {
        assertThat(squeezed(Files.readString(HERE))).contains(squeezed(block("java")));
    }

    // spotless:off
    static void load() {
try (QuotaRouter router = QuotaRouter.load(Path.of("config.yaml"))) {
    System.out.println(router.chat(ChatRequest.of("gpt-4", "Why is the sky blue?")).text());
}
    }
    // spotless:on

    private static String block(String language) throws IOException {
        return Files.readString(PAGE).split("```" + language + "\n", -1)[1].split("```", -1)[0];
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
