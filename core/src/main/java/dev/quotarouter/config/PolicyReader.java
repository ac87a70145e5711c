package dev.quotarouter.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code retry_policy} and {@code allowed_fails_policy}, wherever they stand. Has no state. */
final class PolicyReader {
    private PolicyReader() {}

    static Map<ErrorClass, Integer> retries(ConfigNode policy) {
        Section section = policy.section(KnownSettings.RETRY_POLICY);
        Map<ErrorClass, Integer> retries = read(section, ErrorClass::retriesSetting, ValueKind.RETRIES);
        retries.forEach((error, number) -> noteUseless(section, error, number));
        return retries;
    }

    static Map<ErrorClass, Integer> allowedFails(ConfigNode policy) {
        return read(
                policy.section(KnownSettings.ALLOWED_FAILS_POLICY), ErrorClass::allowedFailsSetting, ValueKind.COUNT);
    }

    private static Map<ErrorClass, Integer> read(
            Section policy, Function<ErrorClass, String> setting, ValueKind<Integer> kind) {
        Map<ErrorClass, Integer> numbers = new EnumMap<>(ErrorClass.class);
        for (ErrorClass error : ErrorClass.values()) {
            Optional<Integer> number = policy.value(setting.apply(error), kind);
            number.ifPresent(value -> numbers.put(error, value));
        }
        return numbers;
    }

    /** None is what happens anyway, so only more than none is worth a word. */
    private static void noteUseless(Section policy, ErrorClass error, int retries) {
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
}
