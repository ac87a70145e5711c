package dev.quotarouter;

import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quotarouter.RouteExplanation.DeploymentExplanation;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.RoutingOptions;
import dev.quotarouter.config.CooldownTerms;
import dev.quotarouter.config.ErrorClass;
import dev.quotarouter.config.GroupTerms;
import dev.quotarouter.config.RetryTerms;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.routing.Availability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a file says in several places about patience holds as it is said nearest: the request, the deployment, its model group,
 * {@code router_settings}, {@code litellm_settings}, the default.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetryPrecedenceTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final List<Instant> calls = new ArrayList<>();
    private final Map<String, FailureKind> failures = new HashMap<>();
    private final ScriptedProvider provider = new ScriptedProvider().answer((target, call) -> answer(target.model()));

    @TempDir
    private Path directory;

    private enum Place {
        DEPLOYMENT("      "),
        INFO("      "),
        ROUTER("  "),
        LITELLM("  ");

        private final String indentation;

        Place(String indentation) {
            this.indentation = indentation;
        }
    }

    /** A setting in one place, and what is observed if it holds. */
    private record Said(Place place, String line, Object then) {}

    @Test
    void num_retries() {
        eachGoesBeforeTheNext(
                this::retriesElsewhere,
                2,
                new Said(Place.DEPLOYMENT, "num_retries: 0", 0),
                new Said(Place.ROUTER, "num_retries: 4", 4),
                new Said(Place.LITELLM, "num_retries: 5", 5));
    }

    @Test
    void num_retries_of_a_request_goes_before_all_and_so_before_every_policy() {
        for (int retries = 0; retries <= 3; retries++) {
            ChatRequest asked = HELLO.toBuilder()
                    .routing(RoutingOptions.DEFAULT.withNumRetries(retries))
                    .build();
            int made = callsOf(
                    asked,
                    file(
                            6,
                            new Said(Place.DEPLOYMENT, "num_retries: 4", 4),
                            new Said(Place.DEPLOYMENT, "retry_policy: {InternalServerErrorRetries: 5}", 5),
                            new Said(Place.ROUTER, "num_retries: 5", 5)));

            assertThat(made - 1).isEqualTo(retries);
        }
    }

    @Test
    void retry_after() {
        eachGoesBeforeTheNext(
                this::secondsUntilTheSameIsAskedAgain,
                0L,
                new Said(Place.DEPLOYMENT, "retry_after: 3", 3L),
                new Said(Place.ROUTER, "retry_after: 5", 5L));
    }

    @Test
    void retry_policy() {
        eachGoesBeforeTheNext(
                this::retriesAtTheSame,
                0,
                new Said(Place.DEPLOYMENT, "retry_policy: {InternalServerErrorRetries: 1}", 1),
                new Said(Place.ROUTER, "model_group_retry_policy: {chat: {InternalServerErrorRetries: 2}}", 2),
                new Said(Place.ROUTER, "retry_policy: {InternalServerErrorRetries: 3}", 3));
    }

    @Test
    void a_retry_policy_of_zero_goes_before_what_is_said_further_away() {
        eachGoesBeforeTheNext(
                this::retriesAtTheSame,
                0,
                new Said(Place.DEPLOYMENT, "retry_policy: {InternalServerErrorRetries: 0}", 0),
                new Said(Place.ROUTER, "retry_policy: {InternalServerErrorRetries: 3}", 3));
        eachGoesBeforeTheNext(
                this::retriesAtTheSame,
                0,
                new Said(Place.ROUTER, "model_group_retry_policy: {chat: {InternalServerErrorRetries: 0}}", 0),
                new Said(Place.ROUTER, "retry_policy: {InternalServerErrorRetries: 3}", 3));
    }

    @Test
    void a_class_that_is_not_named_nearby_is_looked_up_further_away() {
        assertThat(retriesAtTheSame(List.of(
                        new Said(Place.DEPLOYMENT, "retry_policy: {TimeoutErrorRetries: 1}", 1),
                        new Said(Place.ROUTER, "model_group_retry_policy: {chat: {BadGatewayErrorRetries: 2}}", 2),
                        new Said(Place.ROUTER, "retry_policy: {InternalServerErrorRetries: 3}", 3))))
                .isEqualTo(3);
    }

    @Test
    void allowed_fails() {
        eachGoesBeforeTheNext(
                this::failuresForgiven,
                1,
                new Said(Place.DEPLOYMENT, "allowed_fails: 0", 0),
                new Said(Place.ROUTER, "allowed_fails: 3", 3),
                new Said(Place.LITELLM, "allowed_fails: 4", 4));
    }

    @Test
    void allowed_fails_policy() {
        eachGoesBeforeTheNext(
                this::failuresForgiven,
                1,
                new Said(Place.DEPLOYMENT, "allowed_fails_policy: {InternalServerErrorAllowedFails: 0}", 0),
                new Said(
                        Place.ROUTER,
                        "model_group_allowed_fails_policy: {chat: {InternalServerErrorAllowedFails: 2}}",
                        2),
                new Said(Place.ROUTER, "allowed_fails_policy: {InternalServerErrorAllowedFails: 3}", 3));
    }

    @Test
    void what_is_said_of_a_class_of_errors_goes_before_what_is_said_of_all_wherever_it_stands() {
        assertThat(failuresForgiven(List.of(
                        new Said(Place.DEPLOYMENT, "allowed_fails: 4", 4),
                        new Said(Place.ROUTER, "allowed_fails_policy: {InternalServerErrorAllowedFails: 2}", 2))))
                .isEqualTo(2);
    }

    @Test
    void cooldown_time() {
        eachGoesBeforeTheNext(
                this::secondsOfCooldown,
                30L,
                new Said(Place.DEPLOYMENT, "cooldown_time: 5", 5L),
                new Said(Place.INFO, "cooldown_time: 10", 10L),
                new Said(Place.ROUTER, "cooldown_time: 60", 60L),
                new Said(Place.LITELLM, "cooldown_time: 120", 120L));
    }

    @Test
    void a_cooldown_time_of_zero_is_none_wherever_it_is_said() {
        for (Said zero : List.of(
                new Said(Place.DEPLOYMENT, "cooldown_time: 0", 0),
                new Said(Place.INFO, "cooldown_time: 0", 0),
                new Said(Place.ROUTER, "cooldown_time: 0", 0),
                new Said(Place.LITELLM, "cooldown_time: 0", 0))) {
            assertThat(secondsOfCooldown(List.of(zero))).isEqualTo(0L);
        }
    }

    @Test
    void timeout() {
        eachGoesBeforeTheNext(
                this::timeout,
                Duration.ofSeconds(60),
                new Said(Place.DEPLOYMENT, "timeout: 5", Duration.ofSeconds(5)),
                new Said(Place.ROUTER, "timeout: 20", Duration.ofSeconds(20)),
                new Said(Place.LITELLM, "request_timeout: 40", Duration.ofSeconds(40)));
    }

    @Test
    void the_deadline_of_a_request_goes_before_every_timeout_that_is_longer() {
        ChatRequest hurried = HELLO.toBuilder().deadline(Duration.ofSeconds(2)).build();
        provider.answer((target, call) -> ok());
        try (QuotaRouter router = load(file(1, new Said(Place.DEPLOYMENT, "timeout: 5", 5)))) {
            router.chat(hurried);

            assertThat(provider.calls().get(0).call().timeout()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void timeout_of_a_request_goes_before_all_for_a_chat_and_for_the_silence_of_a_stream() {
        for (Duration asked : List.of(Duration.ofSeconds(2), Duration.ofSeconds(90))) {
            ChatRequest request = HELLO.toBuilder()
                    .routing(RoutingOptions.DEFAULT.withTimeout(asked))
                    .build();
            ScriptedProvider fresh = new ScriptedProvider();
            Path file = file(
                    1, new Said(Place.DEPLOYMENT, "timeout: 5", 5), new Said(Place.ROUTER, "stream_timeout: 4", 4));
            try (QuotaRouter router = Routers.with(fresh, time).config(file).build()) {
                router.chat(request);
                router.stream(request).response();
            }

            assertThat(fresh.calls().get(0).call().timeout()).isEqualTo(asked);
            assertThat(fresh.silences()).containsExactly(asked);
        }
    }

    @Test
    void who_is_not_answered_as_fast_as_a_request_wants_is_not_blamed_and_another_is_asked() {
        failures.put("*", FailureKind.TIMEOUT);
        ChatRequest hurried = HELLO.toBuilder()
                .routing(RoutingOptions.DEFAULT
                        .withTimeout(Duration.ofSeconds(2))
                        .withNumRetries(1))
                .build();
        try (QuotaRouter router = load(file(2, new Said(Place.ROUTER, "allowed_fails: 0", 0)))) {
            assertThatThrownBy(() -> router.chat(hurried)).isInstanceOf(AttemptsFailedException.class);
            assertThatThrownBy(() -> router.stream(hurried)).isInstanceOf(AttemptsFailedException.class);

            assertThat(calls).hasSize(4);
            assertThat(router.explain(HELLO).deployments())
                    .extracting(DeploymentExplanation::availability)
                    .containsOnly(Availability.AVAILABLE);

            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);
            assertThat(router.explain(HELLO).deployments())
                    .extracting(DeploymentExplanation::availability)
                    .containsOnly(Availability.COOLING_DOWN);
        }
    }

    @Test
    void stream_timeout() {
        eachGoesBeforeTheNext(
                this::silence,
                Duration.ofSeconds(60),
                new Said(Place.DEPLOYMENT, "stream_timeout: 3", Duration.ofSeconds(3)),
                new Said(Place.ROUTER, "stream_timeout: 4", Duration.ofSeconds(4)),
                new Said(Place.DEPLOYMENT, "timeout: 5", Duration.ofSeconds(5)),
                new Said(Place.ROUTER, "timeout: 20", Duration.ofSeconds(20)),
                new Said(Place.LITELLM, "request_timeout: 40", Duration.ofSeconds(40)));
    }

    @Test
    void what_code_says_of_a_model_group_stands_between_its_deployments_and_the_router() {
        RetryTerms retries = RetryTerms.NONE
                .withNumRetries(3)
                .withRetryAfter(Duration.ofSeconds(4))
                .withRetries(ErrorClass.INTERNAL_SERVER, 1);
        CooldownTerms cooldowns = CooldownTerms.NONE.withAllowedFails(1).withCooldown(Duration.ofSeconds(50));
        RouterConfig config = RouterConfig.builder()
                .numRetries(1)
                .retryAfter(Duration.ofSeconds(9))
                .allowedFails(0)
                .cooldown(Duration.ofSeconds(7))
                .group("chat", new GroupTerms(retries, cooldowns))
                .deployment(Routers.deployment("m0").build())
                .deployment(Routers.deployment("m1").allowedFails(9).build())
                .build();
        try (QuotaRouter router =
                Routers.with(provider, time).random(() -> 0).config(config).build()) {
            CompletableFuture<ChatResponse> chat = router.chatAsync(HELLO);
            time.advance(Duration.ofSeconds(4));

            assertThat(chat).isCompletedExceptionally();
            assertThat(calls).hasSize(4);
            assertThat(Duration.between(calls.get(0), calls.get(3))).isEqualTo(Duration.ofSeconds(4));
            assertThat(router.explain(HELLO).deployments())
                    .extracting(DeploymentExplanation::deployment, DeploymentExplanation::until)
                    .containsExactly(
                            tuple("m0", Optional.of(time.now().plusSeconds(50))), tuple("m1", Optional.empty()));
        }
    }

    @Test
    void what_is_said_of_a_model_group_holds_for_whatever_name_leads_to_it() {
        for (String name : List.of("chat", "nick", "any/m0", "lost")) {
            calls.clear();
            try (QuotaRouter router = load(write("""
                    model_list:
                      - model_name: chat
                        litellm_params: {model: scripted/m0, api_key: secret-of-m0}
                      - model_name: any/*
                        litellm_params: {model: scripted/*, api_key: secret-of-any}
                      - model_name: empty
                        litellm_params: {model: scripted/plain, api_key: secret-of-empty, rpd: 0}
                    router_settings:
                      num_retries: 0
                      cooldown_time: 0
                      model_group_alias: {nick: chat, lost: empty}
                      fallbacks: [{empty: [chat]}]
                      model_group_retry_policy:
                        chat: {InternalServerErrorRetries: 2}
                        any/*: {InternalServerErrorRetries: 2}
                    """))) {
                assertThatThrownBy(() -> router.chat(ChatRequest.of(name, "hello")))
                        .as(name)
                        .isInstanceOf(AttemptsFailedException.class);

                assertThat(calls).as(name).hasSize(3);
            }
        }
    }

    @Test
    void a_deployment_under_two_names_has_the_retries_of_the_name_that_led_to_it() {
        Path file = write("""
                model_list:
                  - model_name: first
                    litellm_params: {model: scripted/m0, api_key: secret, num_retries: 1, retry_policy: {InternalServerErrorRetries: 1}}
                  - model_name: second
                    litellm_params: {model: scripted/m0, api_key: secret, num_retries: 3, retry_policy: {InternalServerErrorRetries: 3}}
                router_settings: {cooldown_time: 0}
                """);

        assertThat(callsOf(ChatRequest.of("first", "hello"), file)).isEqualTo(2);
        assertThat(callsOf(ChatRequest.of("second", "hello"), file)).isEqualTo(4);
    }

    @Test
    void a_deployment_under_two_names_has_one_cooldown_and_one_timeout_whichever_entry_says_it() {
        Path file = write("""
                model_list:
                  - model_name: first
                    litellm_params: {model: scripted/m0, api_key: secret}
                  - model_name: second
                    litellm_params: {model: scripted/m0, api_key: secret, cooldown_time: 600, allowed_fails: 0, timeout: 5}
                """);
        try (QuotaRouter router = load(file)) {
            assertThatThrownBy(() -> router.chat(ChatRequest.of("first", "hello")))
                    .isInstanceOf(RouterException.class);

            assertThat(provider.calls().get(0).call().timeout()).isEqualTo(Duration.ofSeconds(5));
            assertThat(cooldown(router, ChatRequest.of("second", "hello"))).isEqualTo(600L);
        }
    }

    @Test
    void a_request_without_a_deadline_has_time_for_every_attempt_that_it_is_allowed() {
        for (Said more : List.of(
                new Said(Place.DEPLOYMENT, "num_retries: 4", 4),
                new Said(Place.ROUTER, "retry_policy: {TimeoutErrorRetries: 4}", 4))) {
            calls.clear();
            failures.put("*", FailureKind.TIMEOUT);
            provider.answer((target, call) -> {
                Outcome outcome = answer(target.model());
                time.advance(call.timeout());
                return outcome;
            });
            Path file = file(
                    5, more, new Said(Place.ROUTER, "timeout: 60", 60), new Said(Place.ROUTER, "num_retries: 1", 1));

            assertThat(callsOf(HELLO, file)).as(more.line()).isEqualTo(5);
        }
    }

    private void eachGoesBeforeTheNext(Function<List<Said>, Object> observed, Object unlessSaid, Said... nearestFirst) {
        List<Said> all = List.of(nearestFirst);
        for (int i = 0; i < all.size(); i++) {
            List<Said> left = all.subList(i, all.size());
            assertThat(observed.apply(left))
                    .as("%s", left)
                    .isEqualTo(left.get(0).then());
        }
        assertThat(observed.apply(List.of())).as("by default").isEqualTo(unlessSaid);
    }

    private Object retriesElsewhere(List<Said> said) {
        return callsOf(HELLO, file(8, said.toArray(Said[]::new))) - 1;
    }

    private Object retriesAtTheSame(List<Said> said) {
        return callsOf(HELLO, file(1, with(said, "num_retries: 6", "cooldown_time: 0"))) - 1;
    }

    private Object secondsUntilTheSameIsAskedAgain(List<Said> said) {
        calls.clear();
        Said[] all = with(said, "retry_policy: {InternalServerErrorRetries: 1}", "cooldown_time: 0");
        try (QuotaRouter router = load(file(1, all))) {
            CompletableFuture<ChatResponse> chat = router.chatAsync(HELLO);
            time.advance(Duration.ofSeconds(20));
            assertThat(chat).isDone();
            return Duration.between(calls.get(0), calls.get(1)).toSeconds();
        }
    }

    private Object failuresForgiven(List<Said> said) {
        try (QuotaRouter router = load(file(1, with(said, "num_retries: 0")))) {
            int failures = 0;
            while (cooldown(router, HELLO) == 0 && failures < 10) {
                assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RouterException.class);
                failures++;
            }
            return failures - 1;
        }
    }

    private Object secondsOfCooldown(List<Said> said) {
        try (QuotaRouter router = load(file(1, with(said, "num_retries: 0", "allowed_fails: 0")))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RouterException.class);
            return cooldown(router, HELLO);
        }
    }

    private Object timeout(List<Said> said) {
        failures.put("*", FailureKind.CANCELLED);
        int before = provider.calls().size();
        callsOf(HELLO, file(1, said.toArray(Said[]::new)));
        return provider.calls().get(before).call().timeout();
    }

    private Object silence(List<Said> said) {
        failures.clear();
        failures.put("m0", FailureKind.CANCELLED);
        int before = provider.silences().size();
        try (QuotaRouter router = load(file(1, said.toArray(Said[]::new)))) {
            assertThatThrownBy(() -> router.stream(HELLO)).isInstanceOf(RouterException.class);
        }
        return provider.silences().get(before);
    }

    /** {@return the seconds that the first deployment of the request rests, to which chance adds nothing here} */
    private static long cooldown(QuotaRouter router, ChatRequest request) {
        RouteExplanation why = router.explain(request);
        DeploymentExplanation first = why.deployments().get(0);
        return first.availability() == Availability.COOLING_DOWN
                ? Duration.between(why.at(), first.until().orElseThrow()).toSeconds()
                : 0;
    }

    private int callsOf(ChatRequest request, Path file) {
        calls.clear();
        try (QuotaRouter router = load(file)) {
            assertThatThrownBy(() -> router.chat(request)).isInstanceOf(RouterException.class);
            return calls.size();
        }
    }

    private Outcome answer(String model) {
        calls.add(time.now());
        return failed(failures.getOrDefault(model, failures.getOrDefault("*", FailureKind.SERVER_ERROR)));
    }

    private QuotaRouter load(Path file) {
        return Routers.with(provider, time).random(() -> 0).config(file).build();
    }

    private static Said[] with(List<Said> said, String... routerLines) {
        return Stream.concat(
                        said.stream(),
                        Stream.of(routerLines)
                                .filter(line -> said.stream()
                                        .noneMatch(one -> one.place() == Place.ROUTER
                                                && name(one.line()).equals(name(line))))
                                .map(line -> new Said(Place.ROUTER, line, "")))
                .toArray(Said[]::new);
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf(':'));
    }

    /** A file with so many deployments of the group {@code chat}, each with what is said of a deployment. */
    private Path file(int deployments, Said... said) {
        StringBuilder yaml = new StringBuilder("model_list:\n");
        for (int i = 0; i < deployments; i++) {
            yaml.append(
                            "  - model_name: chat\n    litellm_params:\n      model: scripted/m%d\n      api_key: secret-%d\n"
                                    .formatted(i, i))
                    .append(lines(Place.DEPLOYMENT, said))
                    .append("    model_info:\n      description: one of them\n")
                    .append(lines(Place.INFO, said));
        }
        return write(yaml + "router_settings:\n  max_queue_size: 10\n" + lines(Place.ROUTER, said)
                + "litellm_settings:\n  drop_params: true\n" + lines(Place.LITELLM, said));
    }

    private static String lines(Place place, Said... said) {
        return Stream.of(said)
                .filter(one -> one.place() == place)
                .map(one -> place.indentation + one.line() + "\n")
                .collect(Collectors.joining());
    }

    private Path write(String yaml) {
        try {
            return Files.writeString(directory.resolve("config.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
