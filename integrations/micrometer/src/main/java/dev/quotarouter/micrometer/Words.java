package dev.quotarouter.micrometer;

import java.util.Locale;

/** The words of enumerations, as tags have them: {@code input_tokens}. Has no state. */
final class Words {
    private Words() {}

    static String of(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
