package dev.quotarouter.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Numbers by the class of an error, as the policies have them. */
final class PerError {
    private PerError() {}

    static Map<ErrorClass, Integer> copy(Map<ErrorClass, Integer> numbers) {
        Map<ErrorClass, Integer> copy = new EnumMap<>(ErrorClass.class);
        copy.putAll(numbers);
        return Collections.unmodifiableMap(copy);
    }

    /** {@return the first numbers, and where they say nothing the others} */
    static Map<ErrorClass, Integer> or(Map<ErrorClass, Integer> numbers, Map<ErrorClass, Integer> others) {
        Map<ErrorClass, Integer> both = new EnumMap<>(ErrorClass.class);
        both.putAll(others);
        both.putAll(numbers);
        return both;
    }

    static Map<ErrorClass, Integer> with(Map<ErrorClass, Integer> numbers, ErrorClass error, int number) {
        return or(Map.of(error, number), numbers);
    }
}
