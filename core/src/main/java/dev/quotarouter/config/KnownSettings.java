package dev.quotarouter.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting of LiteLLM and of this router, by the place it stands in, and what becomes of it here. */
final class KnownSettings {
    static final String ONE_LOOK =
            "a check asks for the model's metadata, once for each key and model; what it finds always counts";

    private KnownSettings() {}

    static final SettingTable TOP = SettingTable.of("the top level")
            .obeyed("model_list", "router_settings", "general_settings", "litellm_settings")
            .obeyed("include", "environment_variables", "credential_list")
            .noEffect(
                    "it belongs to LiteLLM's proxy",
                    "mcp_servers",
                    "mcp_tools",
                    "mcp_aliases",
                    "guardrails",
                    "prompts",
                    "search_tools",
                    "vector_store_registry",
                    "finetune_settings",
                    "files_settings",
                    "assistant_settings",
                    "callback_settings",
                    "agent_list",
                    "policies");

    static final SettingTable ROUTER = SettingTable.of("router_settings")
            .obeyed("routing_strategy", "num_retries", "timeout", "request_deadline", "retry_after", "cooldown_time")
            .obeyed("allowed_fails", "retry_policy", "allowed_fails_policy", "model_group_alias", "max_queue_size")
            .obeyed("minute_window", "count_failed_calls", "pacing", "max_cooldown_time")
            .obeyed("stream_timeout", "retry_budget", "routing_strategy_args", "default_max_parallel_requests")
            .obeyed("provider_budget_config", "model_budget_config", "budget_timezone")
            .obeyed("usage_store", "watch_interval")
            .obeyed("model_group_retry_policy", "model_group_allowed_fails_policy", "disable_cooldowns")
            .obeyed("fallbacks", "default_fallbacks", "context_window_fallbacks", "content_policy_fallbacks")
            .obeyed("max_fallbacks", "enable_tag_filtering", "tag_filtering_match_any", "default_priority")
            .notYet("one strategy holds for every model group", "routing_groups")
            .obeyed("default_litellm_params")
            .noEffect("the checks before a call are always on", "enable_pre_call_checks", "optional_pre_call_checks")
            .noEffect("nobody polls: who waits is woken", "polling_interval")
            .noEffect(ONE_LOOK, "enable_health_check_routing")
            .noEffect("a mistake in a deployment is reported, not skipped", "ignore_invalid_deployments")
            .noEffect(
                    "the counts are kept in this process; there is no shared store yet",
                    "redis_host",
                    "redis_port",
                    "redis_password",
                    "redis_url",
                    "redis_db",
                    "cache_kwargs")
            .noEffect("replies are not cached", "cache_responses", "caching_groups", "client_ttl")
            .noEffect("every call may go to any deployment", "deployment_affinity_ttl_seconds")
            .noEffect("every call may go to any deployment", "model_group_affinity_config")
            .noEffect(
                    "it belongs to LiteLLM's proxy",
                    "router_general_settings",
                    "alerting_config",
                    "assistants_config",
                    "set_verbose",
                    "debug_level");

    static final SettingTable CREDENTIAL = SettingTable.of("credential_list[]")
            .obeyed("credential_name", "credential_values")
            .noEffect("it is a remark", "credential_info");

    static final SettingTable ALIAS =
            SettingTable.of("router_settings.model_group_alias.*").obeyed("model", "hidden");

    static final SettingTable STRATEGY_ARGUMENTS = SettingTable.of("router_settings.routing_strategy_args")
            .obeyed("ttl", "lowest_latency_buffer", "max_latency_list_size");

    static final SettingTable PROVIDER_BUDGET = budget("router_settings.provider_budget_config.*");

    static final SettingTable MODEL_BUDGET = budget("router_settings.model_budget_config.*");

    private static SettingTable budget(String place) {
        return SettingTable.of(place).obeyed("budget_limit", "max_budget", "time_period", "budget_duration");
    }

    static final SettingTable RETRY_POLICY = SettingTable.of("router_settings.retry_policy")
            .obeyed(Arrays.stream(ErrorClass.values())
                    .map(ErrorClass::retriesSetting)
                    .toArray(String[]::new));

    static final SettingTable ALLOWED_FAILS_POLICY = SettingTable.of("router_settings.allowed_fails_policy")
            .obeyed(
                    ErrorClass.RATE_LIMIT.allowedFailsSetting(),
                    ErrorClass.TIMEOUT.allowedFailsSetting(),
                    ErrorClass.INTERNAL_SERVER.allowedFailsSetting(),
                    ErrorClass.SERVICE_UNAVAILABLE.allowedFailsSetting(),
                    ErrorClass.BAD_GATEWAY.allowedFailsSetting())
            .noEffect("a spent quota rests until its end at once", ErrorClass.RESOURCE_EXHAUSTED.allowedFailsSetting())
            .noEffect("a rejected key or project is blocked at once", ErrorClass.AUTHENTICATION.allowedFailsSetting())
            .noEffect(
                    "an unknown or closed model rests until the next daily reset at once",
                    ErrorClass.NOT_FOUND.allowedFailsSetting())
            .noEffect(
                    "it blames no deployment, so none cools down",
                    ErrorClass.BAD_REQUEST.allowedFailsSetting(),
                    ErrorClass.CONTENT_POLICY_VIOLATION.allowedFailsSetting());

    /** {@return every table, in the order of the documentation} */
    static List<SettingTable> all() {
        return List.of(
                TOP,
                CREDENTIAL,
                ModelSettings.ENTRY,
                ModelSettings.PARAMS,
                ModelSettings.INFO,
                ROUTER,
                STRATEGY_ARGUMENTS,
                PROVIDER_BUDGET,
                MODEL_BUDGET,
                RETRY_POLICY,
                ALLOWED_FAILS_POLICY,
                ALIAS,
                ProxySettings.GENERAL,
                ProxySettings.LITELLM);
    }

    /** Reports a name that the table does not have, with the best guess at what was meant. */
    static void reportUnknown(MapEntry entry, SettingTable table) {
        // What stands outside of the models was meant for the router.
        Stream<SettingTable> homes = table.place().startsWith("model_list") ? Stream.of() : Stream.of(ROUTER);
        Optional<String> home = Stream.concat(homes, all().stream())
                .filter(other -> other.find(entry.name()).isPresent())
                .map(SettingTable::place)
                .findFirst();
        String remedy = table.nearest(entry.name())
                .map(name -> "write " + name)
                .or(() -> home.map(place -> "it belongs in " + place))
                .orElse("remove it; docs/configuration.md has every setting of " + table.place());
        entry.key().problem("there is no such setting here", remedy);
    }
}
