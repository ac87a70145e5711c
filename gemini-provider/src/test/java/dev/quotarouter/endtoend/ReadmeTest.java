package dev.quotarouter.endtoend;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the README shows compiles, and is what stands here: each of its Java blocks is the body of a method below. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path HERE = Path.of("src/test/java/dev/quotarouter/endtoend/ReadmeTest.java");

    @Test
    void every_java_block_of_the_readme_stands_in_this_file() throws IOException {
        String here = MarkdownPage.squeezed(Files.readString(HERE));

        List<String> blocks = MarkdownPage.read(README).blocks("java");
        assertThat(blocks).hasSize(2).allSatisfy(block -> assertThat(here).contains(MarkdownPage.squeezed(block)));
    }

    @Test
    void the_yaml_of_the_readme_is_read_without_a_notice() throws IOException {
        String yaml = MarkdownPage.read(README).blocks("yaml").get(0);

        RouterConfig config = ConfigReader.create()
                .environment(name -> Optional.of("secret of " + name).map(text -> text.replace(' ', '-')))
                .parse("README.md", yaml);
        assertThat(config.deployments()).hasSize(4);
        assertThat(config.notices()).isEmpty();
    }

    @Test
    void it_has_at_most_150_lines() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
    }

    // spotless:off
    static void sixLines() {
try (QuotaRouter router = QuotaRouter.load(Path.of("quota-router.yaml"))) {
    ChatResponse response = router.chat(ChatRequest.of("gpt-4", "Why is the sky blue?"));
    System.out.println(response.text());
    response.attempts().forEach(System.out::println);      // who was asked, how long it took
    System.out.println(router.status().pools());           // what every quota is at
}
    }

    static void withToolsAndWithoutAFile(String key1, String key2, String citySchemaJson) {
QuotaRouter router = QuotaRouter.builder()
        .deployment(Deployment.builder("gemini-2.5-pro", "gemini/gemini-2.5-pro")
                .apiKey(key1).project("team-a").rpm(5).tpm(250_000).rpd(100).cooldown(ofMinutes(3)).build())
        .deployment(Deployment.builder("gemini-2.5-flash", "gemini/gemini-2.5-flash")
                .apiKey(key2).project("team-b").rpm(10).tpm(250_000).rpd(250).build())
        .alias("gpt-4", "gemini-2.5-pro", "gemini-2.5-flash")
        .build();
ChatRequest request = ChatRequest.builder("gpt-4")
        .system("Answer in one sentence.")
        .user("What is the weather in Paris?")
        .tool(Tool.function("get_weather", "Current weather of a city", citySchemaJson))
        .deadline(ofSeconds(20))
        .build();
ChatResponse answer = router.chat(request);
ToolCall call = answer.toolCalls().get(0);
ChatRequest next = request.toBuilder().message(answer.message()).toolResult(call, "{\"celsius\": 21}").build();
System.out.println(router.explain(next));                  // where it would go, and why not elsewhere
    }
    // spotless:on
}
