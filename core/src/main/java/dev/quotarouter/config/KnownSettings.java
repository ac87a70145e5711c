package dev.quotarouter.config;

import java.util.List;

/** Every setting of LiteLLM and of this router, by the place it stands in, and what becomes of it here. */
final class KnownSettings {
    private static final String NO_CHECKS = "traffic itself is the check; no background calls are made";

    private KnownSettings() {}

    static final SettingTable TOP = SettingTable.of("(top level)")
            .obeyed("model_list", "router_settings", "general_settings", "litellm_settings")
            .notYet("set the variables in the environment", "environment_variables")
            .notYet("write the key or its variable in api_key", "credential_list")
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

    static final SettingTable ENTRY = SettingTable.of("model_list[]")
            .obeyed("model_name", "litellm_params", "params", "model_info", "rpm", "tpm", "rpd");

    static final SettingTable PARAMS = SettingTable.of("model_list[].litellm_params")
            .obeyed("model", "api_key", "api_base", "base_url", "project", "tier", "rpm", "tpm", "rpd")
            .obeyed("timeout", "cooldown_time", "allowed_fails")
            .notYet("only rpm, tpm and rpd limit a deployment", "itpm", "otpm", "max_parallel_requests")
            .notYet("the deployment with the most room is chosen", "weight", "order")
            .notYet("the deployment's timeout holds for every call", "stream_timeout")
            .notYet("router_settings.num_retries holds for every deployment", "num_retries")
            .notYet("router_settings.allowed_fails_policy holds for every deployment", "allowed_fails_policy")
            .notYet("router_settings.retry_policy holds for every deployment", "retry_policy")
            .notYet("every deployment of a group serves every request of it", "tags", "region_name")
            .notYet(
                    "there are no money budgets, only quotas",
                    "max_budget",
                    "budget_duration",
                    "input_cost_per_token",
                    "output_cost_per_token",
                    "input_cost_per_second",
                    "output_cost_per_second")
            .notYet(
                    "set it on the request",
                    "temperature",
                    "top_p",
                    "top_k",
                    "max_tokens",
                    "max_completion_tokens",
                    "stop",
                    "seed",
                    "n",
                    "presence_penalty",
                    "frequency_penalty",
                    "response_format",
                    "reasoning_effort",
                    "thinking",
                    "tools",
                    "tool_choice",
                    "safety_settings",
                    "stream",
                    "user")
            .notYet("write the key or its variable in api_key", "litellm_credential_name")
            .notYet("the provider's own headers and body are sent", "extra_headers", "extra_body", "headers")
            .noEffect("nothing is retried below the router", "max_retries")
            .noEffect("a model is asked only for what it can do, so nothing is dropped", "drop_params")
            .noEffect("a model is asked only for what it can do, so nothing is dropped", "additional_drop_params")
            .noEffect("the provider is the part of model before the slash", "custom_llm_provider")
            .noEffect("the simulated Gemini is there for tests", "mock_response")
            .noEffect(
                    "it belongs to LiteLLM's proxy",
                    "use_in_pass_through",
                    "use_litellm_proxy",
                    "merge_reasoning_content_in_choices",
                    "configurable_clientside_auth_params",
                    "litellm_trace_id",
                    "silent_model",
                    "metadata",
                    "cache",
                    "guardrails")
            .noEffect(
                    "it belongs to another provider",
                    "api_version",
                    "api_type",
                    "organization",
                    "vertex_project",
                    "vertex_location",
                    "vertex_credentials",
                    "aws_access_key_id",
                    "aws_secret_access_key",
                    "aws_region_name",
                    "azure_ad_token",
                    "tenant_id",
                    "client_id",
                    "client_secret",
                    "watsonx_region_name");

    static final SettingTable INFO = SettingTable.of("model_list[].model_info")
            .obeyed("id", "cooldown_time", "rpm", "tpm", "rpd")
            .notYet(
                    "what is known of the model comes from its provider",
                    "base_model",
                    "max_tokens",
                    "max_input_tokens",
                    "max_output_tokens",
                    "supports_function_calling",
                    "supports_parallel_function_calling",
                    "supports_tool_choice",
                    "supports_vision",
                    "supports_response_schema",
                    "supports_system_messages",
                    "supports_reasoning",
                    "supported_openai_params")
            .notYet("there are no money budgets, only quotas", "input_cost_per_token", "output_cost_per_token")
            .noEffect("it is a label; litellm_params.tier fills in the tier's limits", "tier")
            .noEffect(
                    NO_CHECKS,
                    "health_check_timeout",
                    "health_check_model",
                    "health_check_voice",
                    "health_check_max_tokens",
                    "health_check_reasoning_effort",
                    "disable_background_health_check")
            .noEffect("every deployment is asked to chat", "mode")
            .noEffect(
                    "it belongs to LiteLLM's proxy",
                    "access_groups",
                    "team_id",
                    "team_public_model_name",
                    "supported_environments",
                    "db_model",
                    "created_at",
                    "updated_at",
                    "created_by",
                    "updated_by",
                    "key",
                    "litellm_provider")
            .noEffect("it is a remark", "description", "metadata", "version");

    static final SettingTable ROUTER = SettingTable.of("router_settings")
            .obeyed("routing_strategy", "num_retries", "timeout", "request_deadline", "retry_after", "cooldown_time")
            .obeyed("allowed_fails", "retry_policy", "allowed_fails_policy", "model_group_alias", "max_queue_size")
            .notYet("the one strategy there is has no arguments", "routing_strategy_args", "routing_groups")
            .notYet("timeout holds for every call", "stream_timeout")
            .notYet("retry_policy holds for every model group", "model_group_retry_policy")
            .notYet("write cooldown_time: 0 to switch cooldowns off", "disable_cooldowns")
            .notYet(
                    "a request stays in the model group it asks for; an alias may stand for several groups",
                    "fallbacks",
                    "default_fallbacks",
                    "context_window_fallbacks",
                    "content_policy_fallbacks",
                    "max_fallbacks")
            .notYet(
                    "every deployment of a group serves every request of it",
                    "enable_tag_filtering",
                    "tag_filtering_match_any")
            .notYet("the quotas limit what runs at once", "default_max_parallel_requests")
            .notYet("set the priority on the request", "default_priority")
            .notYet("there are no money budgets, only quotas", "provider_budget_config")
            .notYet("write the settings at each deployment", "default_litellm_params")
            .noEffect("the checks before a call are always on", "enable_pre_call_checks", "optional_pre_call_checks")
            .noEffect("nobody polls: who waits is woken", "polling_interval")
            .noEffect(NO_CHECKS, "enable_health_check_routing")
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

    static final SettingTable ALIAS = SettingTable.of("router_settings.model_group_alias.*")
            .obeyed("model")
            .noEffect("there is no public list of models to hide it from", "hidden");

    static final SettingTable GENERAL = SettingTable.of("general_settings")
            .noEffect(
                    NO_CHECKS,
                    "background_health_checks",
                    "health_check_interval",
                    "health_check_timeout",
                    "health_check_details",
                    "use_shared_health_check",
                    "health_check_concurrency",
                    "enable_health_check_routing",
                    "health_check_staleness_threshold",
                    "health_check_ignore_transient_errors")
            .noEffect(
                    "a library has no callers to let in: the application does that",
                    "master_key",
                    "infer_model_from_keys",
                    "enforce_fallback_model_access",
                    "custom_auth",
                    "enable_jwt_auth",
                    "litellm_jwtauth",
                    "allowed_routes",
                    "public_routes",
                    "admin_only_routes",
                    "enforce_user_param",
                    "ui_access_mode",
                    "allow_user_auth",
                    "user_api_key_cache_ttl",
                    "key_management_system",
                    "key_management_settings")
            .noEffect(
                    "a library has no database",
                    "database_url",
                    "database_connection_pool_limit",
                    "database_connection_timeout",
                    "database_type",
                    "database_args",
                    "proxy_batch_write_at",
                    "proxy_budget_rescheduler_min_time",
                    "proxy_budget_rescheduler_max_time",
                    "disable_spend_logs",
                    "disable_error_logs",
                    "disable_reset_budget",
                    "use_redis_transaction_buffer",
                    "store_model_in_db",
                    "store_prompts_in_spend_logs",
                    "maximum_spend_logs_retention_period",
                    "allow_requests_on_db_unavailable")
            .noEffect(
                    "the quotas of the deployments limit what is sent",
                    "max_parallel_requests",
                    "global_max_parallel_requests",
                    "disable_retry_on_max_parallel_request_limit_error",
                    "token_rate_limit_type")
            .noEffect(
                    "it belongs to LiteLLM's proxy",
                    "alerting",
                    "alerting_threshold",
                    "alerting_args",
                    "alert_types",
                    "alert_to_webhook_url",
                    "completion_model",
                    "pass_through_endpoints",
                    "forward_client_headers_to_llm_api",
                    "disable_master_key_return",
                    "max_request_size_mb",
                    "max_response_size_mb",
                    "otel",
                    "service_account_settings",
                    "role_permissions");

    static final SettingTable LITELLM = SettingTable.of("litellm_settings")
            .obeyed("num_retries", "request_timeout", "allowed_fails", "cooldown_time")
            .notYet(
                    "a request stays in the model group it asks for; an alias may stand for several groups",
                    "fallbacks",
                    "default_fallbacks",
                    "context_window_fallbacks",
                    "content_policy_fallbacks",
                    "max_fallbacks")
            .notYet("there are no money budgets, only quotas", "max_budget", "budget_duration")
            .noEffect("a model is asked only for what it can do, so nothing is dropped", "drop_params", "modify_params")
            .noEffect(
                    "the application's own logs and listeners do that",
                    "callbacks",
                    "success_callback",
                    "failure_callback",
                    "service_callbacks",
                    "turn_off_message_logging",
                    "redact_user_api_key_info",
                    "langfuse_default_tags",
                    "json_logs",
                    "log_raw_request_response",
                    "set_verbose",
                    "suppress_debug_info")
            .noEffect("replies are not cached", "cache", "cache_params", "enable_redis_auth_cache")
            .noEffect(
                    "the counts are kept in this process; there is no shared store yet",
                    "default_redis_batch_cache_expiry")
            .noEffect("days are those of the provider's quota", "timezone")
            .noEffect("set the priority on the request", "priority_reservation", "priority_reservation_settings")
            .noEffect(
                    "it belongs to LiteLLM's proxy",
                    "network_mock",
                    "ssl_verify",
                    "force_ipv4",
                    "enable_json_schema_validation",
                    "enable_preview_features",
                    "default_team_settings",
                    "default_internal_user_params",
                    "default_key_generate_params",
                    "upperbound_key_generate_params",
                    "key_generation_settings",
                    "max_internal_user_budget",
                    "internal_user_budget_duration",
                    "public_model_groups",
                    "public_model_groups_links",
                    "custom_provider_map",
                    "model_group_settings",
                    "return_response_headers",
                    "add_function_to_prompt",
                    "tag_budget_config",
                    "mcp_aliases",
                    "guardrails");

    static final SettingTable RETRY_POLICY = policy("router_settings.retry_policy", true);

    static final SettingTable ALLOWED_FAILS_POLICY = policy("router_settings.allowed_fails_policy", false);

    private static SettingTable policy(String place, boolean retries) {
        SettingTable table = SettingTable.of(place);
        for (ErrorClass error : ErrorClass.values()) {
            table = table.obeyed(retries ? error.retriesSetting() : error.allowedFailsSetting());
        }
        return table;
    }

    /** {@return every table, in the order of the documentation} */
    static List<SettingTable> all() {
        return List.of(TOP, ENTRY, PARAMS, INFO, ROUTER, RETRY_POLICY, ALLOWED_FAILS_POLICY, ALIAS, GENERAL, LITELLM);
    }
}
