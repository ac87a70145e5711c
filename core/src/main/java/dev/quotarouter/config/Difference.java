package dev.quotarouter.config;

import java.math.BigDecimal;
import java.util.function.Predicate;

/**
 * Where LiteLLM does not do what a setting says, and this router does.
 *
 * @param place the table that the setting is in
 * @param name the setting
 * @param when the texts of which it is true
 * @param there what LiteLLM does, as a sentence
 */
record Difference(String place, String name, Predicate<String> when, String there) {
    static final Predicate<String> ALWAYS = text -> true;
    static final Predicate<String> A_LIST = String::isEmpty;

    boolean isAbout(Obeyed setting) {
        return place.equals(setting.place()) && name.equals(setting.name()) && when.test(setting.text());
    }

    static Predicate<String> exactly(int number) {
        return text -> compare(text, number) == 0;
    }

    static Predicate<String> moreThan(int number) {
        return text -> compare(text, number) > 0;
    }

    /** {@return as {@code Comparable}; less than any number if the text is none} */
    private static int compare(String text, int number) {
        try {
            return text.length() > 20 ? -1 : new BigDecimal(text.strip()).compareTo(BigDecimal.valueOf(number));
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
