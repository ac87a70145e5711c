package dev.quotarouter.config;

/** The settings of LiteLLM's proxy; few of them mean anything in a library. */
final class ProxySettings {
    static final String MASTER_KEY = "master_key";

    private ProxySettings() {}

    static final SettingTable GENERAL = SettingTable.of("general_settings")
            .obeyed("background_health_checks", "health_check_interval", "health_check_timeout")
            .noEffect(
                    KnownSettings.ONE_LOOK,
                    "health_check_details",
                    "use_shared_health_check",
                    "health_check_concurrency",
                    "enable_health_check_routing",
                    "health_check_staleness_threshold",
                    "health_check_ignore_transient_errors")
            .noEffect("used by quotarouter serve alone: a library has no callers to let in", MASTER_KEY)
            .noEffect(
                    "a library has no callers to let in: the application does that",
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

    /** The same for a program that lets callers in. */
    static final SettingTable GENERAL_OF_A_SERVER = GENERAL.obeying(MASTER_KEY);

    static final SettingTable LITELLM = SettingTable.of("litellm_settings")
            .obeyed("num_retries", "request_timeout", "allowed_fails", "cooldown_time", "timezone")
            .obeyed("fallbacks", "default_fallbacks", "context_window_fallbacks", "content_policy_fallbacks")
            .obeyed("max_fallbacks")
            .notYet(
                    "write the budget of each provider into router_settings.provider_budget_config",
                    "max_budget",
                    "budget_duration")
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
}
