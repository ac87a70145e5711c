package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the log says to somebody who was woken by it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NewsTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream err = System.err;

    @BeforeEach
    void read_the_log() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void leave_the_log() {
        System.setErr(err);
    }

    @Test
    void a_day_that_is_spent_by_the_routers_own_count_and_its_reset_are_a_line_each() {
        try (QuotaRouter router = router(deployment("a").rpd(1))) {
            router.chat(HELLO);
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO")
                    .endsWith("/a: the last of the day's quota is taken, until 2026-07-02T07:00:00Z");

            time.advance(Duration.ofHours(12));
            router.chat(HELLO);
            assertThat(lines().get(1))
                    .startsWith("INFO")
                    .endsWith("/a: a new day has begun, and the quota is there again");
        }
    }

    @Test
    void a_refused_minute_and_a_refused_day_say_until_when() {
        provider.answer((target, call) -> failed(FailureKind.MINUTE_QUOTA_EXHAUSTED));
        try (QuotaRouter router = router(deployment("a").rpm(5).rpd(100))) {
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);
            assertThat(lines())
                    .filteredOn(line -> line.contains("the minute's quota is used up until 2026-07-01T19:01:00Z"))
                    .singleElement()
                    .asString()
                    .startsWith("INFO");

            time.advance(Duration.ofMinutes(2));
            provider.answer((target, call) -> failed(FailureKind.DAY_QUOTA_EXHAUSTED));
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);
            assertThat(lines())
                    .filteredOn(line -> line.contains("the day's quota is used up until 2026-07-02T07:00:00Z"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN");
        }
    }

    @Test
    void the_words_of_a_provider_stay_in_their_line() {
        provider.answer((target, call) -> failed(
                Failure.builder(FailureKind.KEY_REJECTED, "no such key\r\nWARN all is well\u2028and so\u0007 on")));
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);

            assertThat(lines())
                    .singleElement()
                    .asString()
                    .endsWith("is blocked until someone acts: KEY_REJECTED (no such key WARN all is well and so on)")
                    .doesNotContain("secret-of-a");
        }
    }

    @Test
    void each_change_is_one_line() {
        provider.answer((target, call) -> failed(FailureKind.OVERLOADED));
        try (QuotaRouter router = router(deployment("a").allowedFails(0))) {
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);
            provider.answer((target, call) -> ok());
            time.advance(Duration.ofMinutes(1));
            router.chat(HELLO);
            router.chat(HELLO);
            router.reload(
                    RouterConfig.builder().deployment(deployment("b").build()).build());

            assertThat(lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("a cools down until ")
                                    .contains("OVERLOADED"),
                            line -> assertThat(line).endsWith("a serves again"),
                            line -> assertThat(line).endsWith("new are [b], gone are [a]"));
        }
    }

    @Test
    void a_listener_that_always_fails_is_told_once() {
        try (QuotaRouter router = router(deployment("a"))) {
            router.listen(event -> {
                throw new IllegalStateException("I do not want to know");
            });
            router.chat(HELLO);
            router.chat(HELLO);

            assertThat(lines())
                    .filteredOn(line -> line.contains("a listener failed"))
                    .hasSize(1);
        }
    }

    private List<String> lines() {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^\\[[^]]*] ", ""))
                .toList();
    }

    private static ChatRequest soon() {
        return HELLO.toBuilder().deadline(Duration.ofSeconds(5)).build();
    }

    private QuotaRouter router(Deployment.Builder deployment) {
        return Routers.with(provider, time).deployment(deployment.build()).build();
    }
}
