package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.RepeatedTest;

/** Files and caches belong to one project; a group has keys of several. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResourcesTest {
    private static final String MODEL = "gemini-2.5-flash";

    private final GeminiSimulator gemini = GeminiSimulator.builder()
            .project("one", project -> project.key("KEY-1").model(MODEL, Limits.UNLIMITED))
            .project(
                    "two",
                    project -> project.key("KEY-2")
                            .model(MODEL, Limits.UNLIMITED)
                            .resource("files/abc")
                            .resource("cachedContents/abc"))
            .start();
    private final QuotaRouter router = QuotaRouter.builder()
            .provider(GeminiProvider.builder().baseUrl(gemini.url()).build())
            .deployment(deployment("KEY-1", "one"))
            .deployment(deployment("KEY-2", "two"))
            .build();

    @AfterEach
    void close() {
        router.close();
        gemini.close();
    }

    private static Deployment deployment(String key, String project) {
        return Deployment.builder("group", "gemini/" + MODEL)
                .apiKey(key)
                .project(project)
                .build();
    }

    // The first choice is a matter of chance.
    @RepeatedTest(4)
    void a_file_is_served_by_the_project_that_owns_it_and_nobody_is_blamed() {
        FilePart file = new FilePart("https://generativelanguage.googleapis.com/v1beta/files/abc", "image/png");

        assertServedByTheOwner(ChatRequest.builder("group").user(file).build());
    }

    @RepeatedTest(4)
    void a_cache_is_served_by_the_project_that_owns_it_and_nobody_is_blamed() {
        ChatOptions cached =
                ChatOptions.builder().cachedContent("cachedContents/abc").build();

        assertServedByTheOwner(
                ChatRequest.builder("group").user("Hi").options(cached).build());
    }

    private void assertServedByTheOwner(ChatRequest request) {
        ChatResponse response = router.chat(request);

        assertThat(response.text()).isNotEmpty();
        assertThat(gemini.calls().get(gemini.calls().size() - 1).project()).contains("two");
        assertThat(router.explain(ChatRequest.of("group", "Hi")).deployments())
                .allMatch(deployment -> deployment.availability() == Availability.AVAILABLE);
    }
}
