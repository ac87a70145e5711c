package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.ContextWindowExceededException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.routing.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SizesTest {
    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @Test
    void a_request_for_a_long_reply_goes_only_to_models_that_write_one() {
        try (QuotaRouter router = router(
                deployment("short").maxOutputTokens(100), deployment("long").maxOutputTokens(1_000))) {
            IntStream.range(0, 10).forEach(i -> router.chat(reply(500)));

            assertThat(provider.modelsCalled()).containsOnly("long");
        }
    }

    @Test
    void a_reply_that_nobody_writes_is_said_to_be_the_reason_and_nobody_is_called() {
        try (QuotaRouter router = router(deployment("short").maxOutputTokens(100))) {
            NoSuitableDeploymentException e =
                    catchThrowableOfType(NoSuitableDeploymentException.class, () -> router.chat(reply(101)));

            assertThat(e.refusals()).extracting(Refusal::reason).containsExactly(Availability.OUTPUT_TOO_SMALL);
            assertThat(e.isTooMuchAsked()).isTrue();
            assertThat(e).hasMessageContaining("101").hasMessageContaining("100");
            assertThat(provider.calls()).isEmpty();
            router.chat(reply(100));
        }
    }

    @Test
    void what_is_written_of_a_prompts_length_goes_before_what_the_provider_knows() {
        try (QuotaRouter router = router(deployment("small").maxInputTokens(10_000))) {
            router.chat(ChatRequest.of("chat", "tokens:9000"));
            assertThatThrownBy(() -> router.chat(ChatRequest.of("chat", "tokens:90000")))
                    .isInstanceOf(ContextWindowExceededException.class);
        }
    }

    @Test
    void who_waits_for_a_long_reply_does_not_hold_up_who_wants_a_short_one() {
        try (QuotaRouter router = router(
                deployment("short").maxOutputTokens(100).rpm(1),
                deployment("long").maxOutputTokens(1_000).rpm(1))) {
            router.chat(reply(500));
            time.advance(Duration.ofSeconds(30));
            router.chat(reply(50));
            CompletableFuture<ChatResponse> first = router.chatAsync(reply(500));
            CompletableFuture<ChatResponse> second = router.chatAsync(reply(500));
            CompletableFuture<ChatResponse> third = router.chatAsync(reply(50));

            time.advance(Duration.ofSeconds(31));
            assertThat(first).isCompleted();
            time.advance(Duration.ofSeconds(30));
            assertThat(third).isCompleted();
            assertThat(second).isNotDone();
        }
    }

    private static ChatRequest reply(int tokens) {
        return ChatRequest.builder("chat")
                .user("hello")
                .maxOutputTokens(tokens)
                .deadline(Duration.ofMinutes(3))
                .build();
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }
}
