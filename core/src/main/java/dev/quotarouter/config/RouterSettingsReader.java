package dev.quotarouter.config;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Reads {@code router_settings}, and from {@code litellm_settings} what means the same: the router's own settings go before.
 */
final class RouterSettingsReader {
    private final RouterConfig.Builder config;

    RouterSettingsReader(RouterConfig.Builder config) {
        this.config = config;
    }

    void read(Optional<Section> router, Optional<Section> litellm) {
        value(router, litellm, "num_retries", "num_retries", ValueKind.RETRIES).ifPresent(config::numRetries);
        value(router, litellm, "timeout", "request_timeout", ValueKind.POSITIVE_SECONDS)
                .ifPresent(config::timeout);
        router.flatMap(section -> section.value("stream_timeout", ValueKind.POSITIVE_SECONDS))
                .ifPresent(config::streamTimeout);
        value(router, litellm, "cooldown_time", "cooldown_time", ValueKind.SECONDS)
                .ifPresent(config::cooldown);
        value(router, litellm, "allowed_fails", "allowed_fails", ValueKind.COUNT)
                .ifPresent(config::allowedFails);
        router.ifPresent(this::readRouterOnly);
    }

    private static <T> Optional<T> value(
            Optional<Section> router, Optional<Section> litellm, String name, String litellmName, ValueKind<T> kind) {
        return Section.first(List.of(
                        router.flatMap(section -> section.find(name)),
                        litellm.flatMap(section -> section.find(litellmName))))
                .flatMap(setting -> setting.value(kind));
    }

    private void readRouterOnly(Section router) {
        router.value("request_deadline", ValueKind.POSITIVE_SECONDS).ifPresent(config::requestDeadline);
        router.value("retry_after", ValueKind.SECONDS).ifPresent(config::retryAfter);
        router.value("max_cooldown_time", ValueKind.SECONDS).ifPresent(config::maxCooldown);
        router.value("retry_budget", ValueKind.SHARE).ifPresent(config::retryBudget);
        router.value("max_queue_size", ValueKind.COUNT).ifPresent(config::maxQueueSize);
        router.value("usage_store", ValueKind.FILE).ifPresent(config::usageFile);
        router.value("default_max_parallel_requests", ValueKind.AT_LEAST_ONE)
                .ifPresent(config::defaultMaxParallelRequests);
        router.value("minute_window", ValueKind.MINUTE_WINDOW).ifPresent(config::minuteWindow);
        router.value("count_failed_calls", ValueKind.FLAG).ifPresent(config::countFailedCalls);
        router.value("pacing", ValueKind.FLAG).ifPresent(config::pacing);
        new StrategyReader(config).read(router);
        router.find("retry_policy").ifPresent(policy -> {
            Section section = policy.section(KnownSettings.RETRY_POLICY);
            readPolicy(section, ErrorClass::retriesSetting, ValueKind.RETRIES, (error, retries) -> {
                config.retries(error, retries);
                noteUselessRetries(section, error, retries);
            });
        });
        router.find("allowed_fails_policy")
                .ifPresent(policy -> readPolicy(
                        policy.section(KnownSettings.ALLOWED_FAILS_POLICY),
                        ErrorClass::allowedFailsSetting,
                        ValueKind.COUNT,
                        config::allowedFails));
    }

    /** None is what happens anyway, so only more than none is worth a word. */
    private static void noteUselessRetries(Section policy, ErrorClass error, int retries) {
        String why = switch (error) {
            case CONTENT_POLICY_VIOLATION -> "no effect: blocked content goes back to the caller at once";
            case BAD_REQUEST ->
                "a wrong request goes back to the caller at once, and a model that cannot serve one is not asked"
                        + " again; a number above num_retries allows as many attempts at other models";
            case AUTHENTICATION ->
                "a rejected key or project is not asked again; a number above num_retries allows as many attempts"
                        + " with other keys";
            case RESOURCE_EXHAUSTED,
                    RATE_LIMIT,
                    TIMEOUT,
                    INTERNAL_SERVER,
                    SERVICE_UNAVAILABLE,
                    BAD_GATEWAY,
                    NOT_FOUND -> "";
        };
        if (retries > 0 && !why.isEmpty()) {
            policy.find(error.retriesSetting()).ifPresent(setting -> setting.notice(why));
        }
    }

    private static void readPolicy(
            Section policy,
            Function<ErrorClass, String> setting,
            ValueKind<Integer> kind,
            BiConsumer<ErrorClass, Integer> to) {
        for (ErrorClass error : ErrorClass.values()) {
            policy.value(setting.apply(error), kind).ifPresent(number -> to.accept(error, number));
        }
    }
}
