package dev.quotarouter;

import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.RouterConfigBuilder;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.event.RouterEvent;
import dev.quotarouter.event.Subject;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class ReloadTest {
    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @Test
    void what_was_counted_stays_counted() {
        try (QuotaRouter router = router(of("one", "K1").rpm(2))) {
            router.chat(hello());
            router.reload(config(of("one", "K1").rpm(2), of("two", "K2").rpm(1)));
            router.chat(hello());
            router.chat(hello());

            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(QuotaExhaustedException.class);
            assertThat(provider.modelsCalled()).containsOnlyOnce("two").hasSize(3);
        }
    }

    @Test
    void a_limit_that_is_raised_gives_its_room_at_once_and_one_that_is_lowered_takes_it() {
        try (QuotaRouter router = router(of("one", "K1").rpm(2))) {
            router.chat(hello());
            router.chat(hello());

            router.reload(config(of("one", "K1").rpm(3)));
            router.chat(hello());
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(QuotaExhaustedException.class);

            time.advance(Duration.ofSeconds(61));
            router.reload(config(of("one", "K1").rpm(1)));
            router.chat(hello());
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void what_a_refusal_taught_is_believed_until_another_limit_is_written() {
        Outcome threeAMinute = failed(Failure.builder(FailureKind.MINUTE_QUOTA_EXHAUSTED, "three a minute")
                .violations(
                        List.of(new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, OptionalLong.of(3)))));
        provider.answer((target, call) -> threeAMinute);
        try (QuotaRouter router = router(of("one", "K1").rpm(10))) {
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);
            assertThat(minuteLimit(router)).isEqualTo(3);

            router.reload(config(of("one", "K1").rpm(10).timeout(Duration.ofSeconds(7))));
            assertThat(minuteLimit(router)).isEqualTo(3);

            router.reload(config(of("one", "K1").rpm(20)));
            assertThat(minuteLimit(router)).isEqualTo(20);
        }
    }

    @Test
    void a_cooldown_goes_on() {
        provider.answer((target, call) -> target.model().equals("one") ? failed(FailureKind.OVERLOADED) : ok());
        try (QuotaRouter router = router(of("one", "K1").allowedFails(0), of("two", "K2"))) {
            IntStream.range(0, 20).forEach(i -> router.chat(hello()));
            long failures =
                    provider.modelsCalled().stream().filter("one"::equals).count();

            router.reload(config(of("one", "K1").allowedFails(0).rpm(7), of("two", "K2")));
            IntStream.range(0, 20).forEach(i -> router.chat(hello()));

            assertThat(router.status().deployments().get(0).availability()).isEqualTo(Availability.COOLING_DOWN);
            assertThat(provider.modelsCalled().stream().filter("one"::equals).count())
                    .isEqualTo(failures)
                    .isEqualTo(1);
        }
    }

    @Test
    void who_waits_goes_on_waiting_and_is_served_by_what_the_new_configuration_adds() {
        try (QuotaRouter router = router(of("one", "K1").rpm(1))) {
            router.chat(hello());
            List<CompletableFuture<ChatResponse>> waiting = new ArrayList<>();
            IntStream.range(0, 3).forEach(i -> waiting.add(router.chatAsync(hello())));

            router.reload(config(of("one", "K1").rpm(1), of("two", "K2").rpm(2)));

            assertThat(waiting.subList(0, 2)).allMatch(CompletableFuture::isDone);
            assertThat(waiting.get(2)).isNotDone();
            time.advance(Duration.ofSeconds(61));
            assertThat(waiting.get(2)).isCompleted();
            assertThat(provider.calls()).hasSize(4);
        }
    }

    @Test
    void who_waits_for_a_key_that_is_taken_away_goes_to_the_one_in_its_place() {
        try (QuotaRouter router = router(of("one", "K1").rpm(1))) {
            router.chat(hello());
            CompletableFuture<ChatResponse> waiting = router.chatAsync(hello());

            router.reload(config(of("two", "K2")));

            assertThat(waiting).isCompleted();
            assertThat(provider.modelsCalled()).containsExactly("one", "two");
        }
    }

    @Test
    void who_waits_for_a_name_that_is_taken_away_is_told_so() {
        try (QuotaRouter router = router(of("one", "K1").rpm(1))) {
            router.chat(hello());
            CompletableFuture<ChatResponse> waiting = router.chatAsync(hello());

            router.reload(config(Deployment.builder("other", "scripted/one").apiKey(new ApiKey("K1", "secret-of-K1"))));

            assertThat(waiting)
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ofSeconds(1))
                    .withThrowableThat()
                    .withCauseInstanceOf(NoSuitableDeploymentException.class);
        }
    }

    @Test
    void a_call_that_is_under_way_ends_as_it_began_and_is_counted() {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        provider.answerLater((target, call) -> answer);
        try (QuotaRouter router = router(of("one", "K1").rpm(1).maxParallelRequests(1))) {
            CompletableFuture<ChatResponse> underWay = router.chatAsync(hello());

            router.reload(config(of("one", "K1").rpm(2).maxParallelRequests(1)));
            assertThat(router.status().deployments().get(0).inFlight()).isEqualTo(1);
            answer.complete(ok(5));

            assertThat(underWay).isCompleted();
            assertThat(router.status().deployments().get(0).inFlight()).isZero();
            assertThat(minute(router).used()).isEqualTo(1);
            assertThat(minute(router).reserved()).isZero();
        }
    }

    @Test
    void a_configuration_that_cannot_be_served_changes_nothing_and_says_why() {
        try (QuotaRouter router = router(of("one", "K1").rpm(5))) {
            RouterConfig broken = config(
                    of("one", "K1").rpm(50),
                    Deployment.builder("chat", "nobody/two").apiKey(new ApiKey("K2", "secret-of-K2")));

            assertThatThrownBy(() -> router.reload(broken))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("nobody");

            assertThat(minuteLimit(router)).isEqualTo(5);
            router.chat(hello());
            assertThat(router.status().models()).containsOnlyKeys("chat");
        }
    }

    @Test
    void a_key_that_takes_the_place_of_another_of_its_name_has_its_quota() {
        try (QuotaRouter router = router(key("ROTATING", "first-secret").rpm(2))) {
            router.chat(hello());
            router.chat(hello());

            router.reload(config(key("ROTATING", "second-secret").rpm(2)));

            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(QuotaExhaustedException.class);
            time.advance(Duration.ofSeconds(61));
            router.chat(hello());
            assertThat(router.status().pools()).hasSize(1);
        }
    }

    @Test
    void a_project_that_is_written_later_has_what_its_keys_have_used() {
        try (QuotaRouter router = router(
                key("K1", "first-secret").rpm(2), key("K2", "second-secret").rpm(2))) {
            IntStream.range(0, 3).forEach(i -> router.chat(hello()));

            router.reload(config(
                    key("K1", "first-secret").rpm(2).project("team"),
                    key("K2", "second-secret").rpm(2).project("team")));

            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(QuotaExhaustedException.class);
            assertThat(router.status().pools()).hasSize(1);
            assertThat(minute(router).used()).isEqualTo(3);
            time.advance(Duration.ofSeconds(61));
            router.chat(hello());
            router.chat(hello());
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void a_key_under_a_new_name_is_a_new_quota() {
        try (QuotaRouter router = router(key("OLD", "first-secret").rpm(1))) {
            router.chat(hello());

            router.reload(config(key("NEW", "second-secret").rpm(1)));

            router.chat(hello());
        }
    }

    @Test
    void a_rejected_key_stays_blocked_and_the_one_in_its_place_is_not() {
        provider.answer((target, call) ->
                target.key().reveal().equals("first-secret") ? failed(FailureKind.KEY_REJECTED) : ok());
        try (QuotaRouter router = router(key("ROTATING", "first-secret"))) {
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);

            router.reload(config(key("ROTATING", "first-secret").rpm(3)));
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);
            assertThat(provider.calls()).hasSize(1);

            router.reload(config(key("ROTATING", "second-secret")));
            router.chat(hello());
            assertThat(provider.calls()).hasSize(2);
        }
    }

    @Test
    void a_deployment_that_is_taken_away_and_comes_back_is_remembered() {
        try (QuotaRouter router = router(of("one", "K1").rpm(1), of("two", "K2").rpm(10))) {
            IntStream.range(0, 4).forEach(i -> router.chat(hello()));
            router.reload(config(of("two", "K2").rpm(10)));
            router.reload(config(of("one", "K1").rpm(1)));

            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void what_a_wildcard_has_caught_stays_in_status_and_is_no_news() {
        List<RouterEvent> events = new ArrayList<>();
        Deployment.Builder any =
                Deployment.builder("*", "scripted/*").apiKey("secret").id("any").rpm(5);
        try (QuotaRouter router = router(any)) {
            router.listen(events::add);
            router.chat(ChatRequest.of("one", "hello"));
            router.reload(config(any.timeout(Duration.ofSeconds(7))));

            assertThat(router.status().models()).containsEntry("*", List.of("any/one"));
            assertThat(minute(router).used()).isEqualTo(1);
            assertThat(events)
                    .filteredOn(RouterEvent.Reloaded.class::isInstance)
                    .singleElement()
                    .isEqualTo(new RouterEvent.Reloaded(Instant.parse("2026-07-01T19:00:00Z"), List.of(), List.of()));
        }
    }

    @Test
    void who_is_told_of_a_reload_holds_up_no_other() {
        List<RouterEvent> events = new CopyOnWriteArrayList<>();
        try (QuotaRouter router = router(of("one", "K1"))) {
            router.listen(event -> {
                if (event instanceof RouterEvent.Reloaded && events.isEmpty()) {
                    events.add(event);
                    CompletableFuture.runAsync(() -> router.reload(config(of("three", "K3"))))
                            .join();
                }
            });
            router.reload(config(of("two", "K2")));

            router.chat(hello());
            assertThat(provider.modelsCalled()).containsExactly("three");
        }
    }

    @Test
    void a_model_rests_as_the_first_of_its_deployments_says() {
        provider.answer((target, call) -> failed(FailureKind.OVERLOADED));
        List<RouterEvent> events = new ArrayList<>();
        Deployment.Builder[] two = {
            of("one", "K1").allowedFails(0).cooldown(Duration.ofSeconds(20)),
            of("one", "K2").allowedFails(0).cooldown(Duration.ofSeconds(900))
        };
        try (QuotaRouter router = router(two)) {
            router.listen(events::add);
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);

            assertThat(events)
                    .filteredOn(event -> event instanceof RouterEvent.CooledDown cooled
                            && cooled.subject().kind() == Subject.Kind.MODEL)
                    .singleElement()
                    .satisfies(event ->
                            assertThat(((RouterEvent.CooledDown) event).until()).isBefore("2026-07-01T19:01:00Z"));
        }
    }

    @Test
    void settings_of_the_router_hold_from_now_on() {
        provider.answer((target, call) -> failed(FailureKind.SERVER_ERROR));
        Deployment.Builder[] three = {of("one", "K1"), of("two", "K2"), of("three", "K3")};
        try (QuotaRouter router = router(three)) {
            router.reload(RouterConfig.builder()
                    .deployment(three[0].build())
                    .deployment(three[1].build())
                    .deployment(three[2].build())
                    .numRetries(0)
                    .build());

            assertThatThrownBy(() -> router.chat(hello())).isInstanceOf(RuntimeException.class);

            assertThat(provider.calls()).hasSize(1);
        }
    }

    private long minuteLimit(QuotaRouter router) {
        return minute(router).limit().orElse(-1);
    }

    private static WindowUsage minute(QuotaRouter router) {
        return router.status().pools().get(0).windows().stream()
                .filter(window -> window.span() == QuotaSpan.MINUTE && window.dimension() == QuotaDimension.REQUESTS)
                .findFirst()
                .orElseThrow();
    }

    private static ChatRequest hello() {
        return ChatRequest.of("chat", "hello");
    }

    private static ChatRequest soon() {
        return hello().toBuilder().deadline(Duration.ofSeconds(5)).build();
    }

    private static Deployment.Builder of(String model, String key) {
        return Deployment.builder("chat", "scripted/" + model).apiKey(new ApiKey(key, "secret-of-" + key));
    }

    private static Deployment.Builder key(String name, String secret) {
        return Deployment.builder("chat", "scripted/one").apiKey(new ApiKey(name, secret));
    }

    private static RouterConfig config(Deployment.Builder... deployments) {
        RouterConfigBuilder config = RouterConfig.builder();
        Stream.of(deployments).map(Deployment.Builder::build).forEach(config::deployment);
        return config.build();
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        return Routers.with(provider, time).config(config(deployments)).build();
    }
}
