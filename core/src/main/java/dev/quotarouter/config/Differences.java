package dev.quotarouter.config;

import static dev.quotarouter.config.Difference.ALWAYS;
import static dev.quotarouter.config.Difference.A_LIST;
import static dev.quotarouter.config.Difference.exactly;
import static dev.quotarouter.config.Difference.moreThan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What LiteLLM made of settings that are obeyed here, and its defaults where they are others. */
final class Differences {
    static final String NO_SUCH_SETTING = "LiteLLM has no such setting";

    private static final String ROUTER = KnownSettings.ROUTER.place();
    private static final String LITELLM = ProxySettings.LITELLM.place();
    private static final String PARAMS = ModelSettings.PARAMS.place();
    private static final String INFO = ModelSettings.INFO.place();
    private static final String RETRIES = KnownSettings.RETRY_POLICY.place();
    private static final String FAILS = KnownSettings.ALLOWED_FAILS_POLICY.place();

    /** Under these alone the limits of a deployment limit something there. */
    private static final Set<String> COUNTING = Set.of("usage-based-routing", "usage-based-routing-v2");

    private static final Set<String> POLICIES_THERE = Set.of(RETRIES, FAILS, ROUTER + ".model_group_retry_policy");

    private static final String A_WEIGHT = "LiteLLM takes it for a weight; it limits only under usage-based-routing";

    private Differences() {}

    /** {@return every difference, the first that fits goes before} */
    static List<Difference> all() {
        List<Difference> all = new ArrayList<>();
        for (String place : List.of(ROUTER, LITELLM)) {
            add(all, place, "cooldown_time", exactly(0), "LiteLLM reads 0 as not set, and cools for 5 seconds");
            add(
                    all,
                    place,
                    "allowed_fails",
                    exactly(3),
                    "LiteLLM reads 3 as not set, and goes by the rate of failures");
        }
        add(all, LITELLM, "allowed_fails", ALWAYS, "LiteLLM compares it with itself: without a policy it does nothing");
        add(all, ROUTER, "retry_after", moreThan(8), "LiteLLM cuts it to 8 seconds without a word");
        add(
                all,
                ROUTER,
                "routing_strategy",
                COUNTING::contains,
                "LiteLLM counts after the call, so that a burst goes over the limit, and serves one request less than rpm");
        add(all, RETRIES, "ResourceExhaustedErrorRetries", ALWAYS, "LiteLLM has no such error and drops it");
        add(all, FAILS, "ResourceExhaustedErrorAllowedFails", ALWAYS, "LiteLLM has no such error and drops it");
        add(all, RETRIES, "InternalServerErrorRetries", ALWAYS, "LiteLLM accepts it and never reads it");
        add(all, FAILS, "InternalServerErrorAllowedFails", ALWAYS, "LiteLLM accepts it and never reads it");
        for (String error : List.of("ServiceUnavailableError", "BadGatewayError", "NotFoundError")) {
            add(all, RETRIES, error + "Retries", ALWAYS, "LiteLLM has no such error and drops it");
            add(all, FAILS, error + "AllowedFails", ALWAYS, "LiteLLM knows it only since 2026");
        }
        for (ErrorClass error : ErrorClass.values()) {
            add(all, FAILS, error.allowedFailsSetting(), exactly(0), "LiteLLM reads 0 as not set");
        }
        add(all, PARAMS, "model", A_LIST, "LiteLLM takes one model; here a list is every combination");
        add(all, PARAMS, "api_key", A_LIST, "LiteLLM takes one key; here a list is every combination");
        add(all, INFO, "cooldown_time", ALWAYS, "LiteLLM reads it here only since 2026");
        add(
                all,
                PARAMS,
                "weight",
                ALWAYS,
                "LiteLLM looks at the group's first deployment: without a weight there, none counts");
        for (String place : List.of(PARAMS, INFO)) {
            add(
                    all,
                    place,
                    "order",
                    ALWAYS,
                    "until 2026 LiteLLM obeys it only with enable_pre_call_checks, and does not go on to the next");
        }
        add(
                all,
                PARAMS,
                "max_parallel_requests",
                ALWAYS,
                "LiteLLM lets go of the permit when a stream begins, not when it ends");
        for (String name : List.of("max_input_tokens", "region_name")) {
            String place = name.equals("region_name") ? PARAMS : INFO;
            add(all, place, name, ALWAYS, "LiteLLM looks at it only with enable_pre_call_checks");
        }
        for (String name : List.of("max_output_tokens", "max_tokens")) {
            add(all, INFO, name, ALWAYS, "LiteLLM does not look at it before a call");
        }
        own(all);
        return all;
    }

    /** {@return what LiteLLM makes of the setting, if it is something else; the others tell how deployments are chosen} */
    static Optional<String> of(Obeyed setting, List<Obeyed> others) {
        if (isPolicyOfItsOwn(setting)) {
            return Optional.of("LiteLLM has no such policy in this place");
        }
        Optional<String> found = all().stream()
                .filter(difference -> difference.isAbout(setting))
                .map(Difference::there)
                .findFirst();
        boolean isLimit = setting.name().equals("rpm") || setting.name().equals("tpm");
        return found.or(() -> isLimit && !isCounting(others) ? Optional.of(A_WEIGHT) : Optional.empty());
    }

    /** {@return LiteLLM's defaults that are others, by the setting in {@code router_settings}} */
    static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("routing_strategy", "usage-based-routing-v2 here, simple-shuffle there");
        defaults.put("timeout", "60 seconds for an attempt here, 6000 there");
        defaults.put("cooldown_time", "30 seconds here, doubling; 5 there, always");
        defaults.put("allowed_fails", "1 here; there the rate of failures in a minute");
        return defaults;
    }

    /** LiteLLM has policies for the router, and for retries of a model group. */
    private static boolean isPolicyOfItsOwn(Obeyed setting) {
        boolean isInPolicy = setting.place().equals(RETRIES) || setting.place().equals(FAILS);
        return isInPolicy
                && POLICIES_THERE.stream().noneMatch(place -> setting.path().startsWith(place + "."));
    }

    private static boolean isCounting(List<Obeyed> settings) {
        return settings.stream()
                .anyMatch(setting -> setting.name().equals("routing_strategy") && COUNTING.contains(setting.text()));
    }

    /** What is this router's own. */
    private static void own(List<Difference> all) {
        for (SettingTable table : List.of(ModelSettings.ENTRY, ModelSettings.PARAMS, ModelSettings.INFO)) {
            add(all, table.place(), "rpd", ALWAYS, "LiteLLM knows no daily limit");
        }
        for (String name : List.of("project", "tier", "allowed_fails", "retry_after")) {
            add(all, PARAMS, name, ALWAYS, NO_SUCH_SETTING);
        }
        for (String name : List.of("request_deadline", "max_queue_size", "watch_interval")) {
            add(all, ROUTER, name, ALWAYS, NO_SUCH_SETTING);
        }
        add(all, ModelSettings.ENTRY.place(), "params", ALWAYS, "LiteLLM calls it litellm_params");
    }

    private static void add(List<Difference> all, String place, String name, Predicate<String> when, String there) {
        all.add(new Difference(place, name, when, there));
    }
}
