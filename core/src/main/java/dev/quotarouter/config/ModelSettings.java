package dev.quotarouter.config;

/** The settings of an entry of {@code model_list}, by the place they stand in. */
final class ModelSettings {
    private ModelSettings() {}

    static final SettingTable ENTRY = SettingTable.of("model_list[]")
            .obeyed("model_name", "litellm_params", "params", "model_info", "rpm", "tpm", "rpd");

    static final SettingTable PARAMS = SettingTable.of("model_list[].litellm_params")
            .obeyed("model", "api_key", "api_base", "base_url", "project", "tier", "rpm", "tpm", "rpd")
            .obeyed("timeout", "stream_timeout", "cooldown_time", "allowed_fails", "allowed_fails_policy")
            .obeyed("num_retries", "retry_after", "retry_policy", "order", "tags", "region_name")
            .obeyed("weight", "max_parallel_requests", "max_budget", "budget_duration")
            .obeyed("input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost")
            .notYet("only rpm, tpm and rpd limit a deployment", "itpm", "otpm")
            .noEffect("calls are paid by the token", "input_cost_per_second", "output_cost_per_second")
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
            .obeyed("litellm_credential_name")
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
            .obeyed("id", "cooldown_time", "rpm", "tpm", "rpd", "order")
            .obeyed("max_tokens", "max_input_tokens", "max_output_tokens")
            .obeyed("input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost")
            .notYet(
                    "what is known of the model comes from its provider",
                    "base_model",
                    "supports_function_calling",
                    "supports_parallel_function_calling",
                    "supports_tool_choice",
                    "supports_vision",
                    "supports_response_schema",
                    "supports_system_messages",
                    "supports_reasoning",
                    "supported_openai_params")
            .noEffect("it is a label; litellm_params.tier fills in the tier's limits", "tier")
            .obeyed("health_check_timeout", "disable_background_health_check")
            .noEffect(
                    KnownSettings.ONE_LOOK,
                    "health_check_model",
                    "health_check_voice",
                    "health_check_max_tokens",
                    "health_check_reasoning_effort")
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
}
