package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every setting of LiteLLM that concerns routing and quotas is obeyed or reported, never silently dropped. Obeyed means: the
 * configuration that comes out is another one.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LiteLlmSettingsTest {
    /** A setting in its place, with a value other than its default. */
    record Written(String place, String name, String value) {
        @Override
        public String toString() {
            return place + "." + name;
        }

        /** {@return what stands in the file beside this setting, or what it needs to be legal, alone} */
        Written without() {
            return switch (name) {
                case "routing_strategy_args" -> new Written(place, "routing_strategy", "latency-based-routing");
                case "tag_filtering_match_any" -> new Written(place, "enable_tag_filtering", "true");
                default -> new Written("", "", "");
            };
        }

        SettingTable table() {
            return KnownSettings.all().stream()
                    .filter(table -> table.place().equals(place))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no table for " + place));
        }
    }

    /** What some settings need beside them to mean anything. */
    private static final Map<String, Map<String, String>> COMPANIONS = Map.of(
            "max_budget", Map.of("budget_duration", "1d"),
            "budget_duration", Map.of("max_budget", "7"),
            "routing_strategy_args", Map.of("routing_strategy", "latency-based-routing"),
            "tag_filtering_match_any", Map.of("enable_tag_filtering", "true"));

    static List<Written> settings() {
        List<Written> settings = new ArrayList<>();
        String place = "";
        for (String line : ConfigText.resource("litellm-keys.txt").lines().toList()) {
            boolean isSetting = line.contains(" ") && !line.startsWith("#");
            if (isSetting) {
                String[] words = line.split(" ", 2);
                settings.add(new Written(place, words[0], words[1]));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                place = line;
            }
        }
        return settings;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_setting_of_litellm_is_obeyed_or_reported(Written written) {
        RouterConfig with = ConfigText.read(file(written));
        RouterConfig without = ConfigText.read(file(written.without()));
        Optional<Setting> known = written.table().find(written.name());

        assertThat(known).as("a row in the table").isPresent();
        if (known.orElseThrow().standing() == Setting.Standing.OBEYED) {
            assertThat(facts(with)).as("what is configured").isNotEqualTo(facts(without));
        } else {
            assertThat(known.orElseThrow().reason()).isNotBlank();
            assertThat(with.notices())
                    .extracting(ConfigNotice::message)
                    .contains(known.orElseThrow().notice());
        }
    }

    @Test
    void the_list_has_every_kind_of_error_and_no_setting_twice() {
        List<String> names = settings().stream().map(Written::toString).toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(150);
        for (ErrorClass error : ErrorClass.values()) {
            assertThat(names)
                    .contains(
                            "router_settings.retry_policy." + error.retriesSetting(),
                            "router_settings.allowed_fails_policy." + error.allowedFailsSetting());
        }
    }

    /** Two groups; the setting stands in the first one's entry, or in its section. */
    private static String file(Written written) {
        Map<String, String> entry = new TreeMap<>(Map.of("model_name", "gpt-4"));
        Map<String, String> params =
                new TreeMap<>(Map.of("model", "gemini/gemini-2.5-pro", "api_key", "os.environ/GEMINI_KEY_1"));
        Map<String, String> info = new TreeMap<>();
        Map<String, String> section = new TreeMap<>();
        Map<String, Map<String, String>> places =
                Map.of("model_list[]", entry, "model_list[].litellm_params", params, "model_list[].model_info", info);
        if (!written.name().isEmpty()) {
            Map<String, String> place = places.getOrDefault(written.place(), section);
            place.putAll(COMPANIONS.getOrDefault(written.name(), Map.of()));
            place.put(written.name(), written.value());
        }
        entry.put("litellm_params", flow(params));
        entry.put("model_info", flow(info));
        String models = "model_list: [" + flow(entry)
                + ", {model_name: other, litellm_params: {model: gemini/gemini-2.5-flash, api_key: k}}]\n";
        return models + (section.isEmpty() ? "" : nested(written.place(), flow(section)));
    }

    private static String nested(String place, String settings) {
        int dot = place.indexOf('.');
        return dot < 0
                ? place + ": " + settings
                : place.substring(0, dot) + ": {" + place.substring(dot + 1) + ": " + settings + "}";
    }

    private static String flow(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** {@return everything that the configuration answers, its deployments included, but where it was written} */
    private static List<String> facts(RouterConfig config) {
        List<String> facts = new ArrayList<>(answers(config));
        config.deployments().forEach(deployment -> facts.addAll(answers(deployment)));
        return facts;
    }

    private static List<String> answers(Object value) {
        return Stream.of(value.getClass().getMethods())
                .filter(method -> method.getDeclaringClass() == value.getClass() && isAccessor(method))
                .map(method -> method.getName() + " = " + answer(method, value))
                .sorted()
                .toList();
    }

    private static boolean isAccessor(Method method) {
        return method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !List.of("notices", "origin", "toBuilder", "toString", "hashCode")
                        .contains(method.getName());
    }

    private static Object answer(Method method, Object value) {
        try {
            return String.valueOf(method.invoke(value));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("an accessor that cannot be called", e);
        }
    }
}
