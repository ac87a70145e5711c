package dev.quotarouter.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code router_settings}, and from {@code litellm_settings} what means the same: the router's own settings go before.
 */
final class RouterSettingsReader {
    private final RouterConfigBuilder config;

    RouterSettingsReader(RouterConfigBuilder config) {
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
        router.value("default_priority", ValueKind.COUNT).ifPresent(config::defaultPriority);
        router.value("watch_interval", ValueKind.SECONDS).ifPresent(config::watchInterval);
        readDisabledCooldowns(router);
        readTagFiltering(router);
        new StrategyReader(config).read(router);
        router.find("retry_policy").map(PolicyReader::retries).ifPresent(policy -> policy.forEach(config::retries));
        router.find("allowed_fails_policy")
                .map(PolicyReader::allowedFails)
                .ifPresent(policy -> policy.forEach(config::allowedFails));
    }

    private void readDisabledCooldowns(Section router) {
        Optional<ConfigNode> setting = router.find("disable_cooldowns");
        boolean disabled = setting.flatMap(node -> node.value(ValueKind.FLAG)).orElse(false);
        config.disableCooldowns(disabled);
        if (disabled) {
            setting.ifPresent(winner -> Stream.of("cooldown_time", "max_cooldown_time")
                    .flatMap(name -> router.find(name).stream())
                    .forEach(loser -> loser.losesTo(winner)));
        }
    }

    private void readTagFiltering(Section router) {
        boolean enabled = router.value("enable_tag_filtering", ValueKind.FLAG).orElse(false);
        boolean matchAny =
                router.value("tag_filtering_match_any", ValueKind.FLAG).orElse(true);
        if (enabled) {
            config.tagFiltering(matchAny ? TagFiltering.ANY : TagFiltering.ALL);
        } else {
            router.find("tag_filtering_match_any")
                    .ifPresent(node -> node.notice("no effect: enable_tag_filtering is not true"));
        }
    }
}
