package dev.quotarouter.internal.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "gemini/*, gemini/gemini-2.5-pro, true",
        "gemini/*, gemini/, true",
        "gemini/*, openai/gpt-4, false",
        "gemini-2*, gemini-2.5-pro, true",
        "gemini-2*, gemma-3, false",
        "*-pro, gemini-2.5-pro, true",
        "*-pro, gemini-2.5-pro-preview, false",
        "*, anything, true",
        "gemini.2*, gemini-2.5-pro, false"
    })
    void the_whole_name_must_fit_and_only_a_star_is_more_than_itself(String wildcard, String name, boolean fits) {
        assertThat(NamePattern.of(wildcard).matches(name)).isEqualTo(fits);
    }

    @Test
    void it_agrees_with_a_regular_expression() {
        Random random = new Random(42);
        int fits = 0;
        for (int i = 0; i < 20_000; i++) {
            String wildcard = text(random, "ab*");
            String name = text(random, "ab");
            boolean expected = Pattern.matches(wildcard.replace("*", ".*"), name);

            assertThat(NamePattern.of(wildcard).matches(name))
                    .as("%s, %s", wildcard, name)
                    .isEqualTo(expected);
            fits += expected ? 1 : 0;
        }
        assertThat(fits).isBetween(1_000, 19_000);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini/*, gemini/gemini-2.5-pro, gemini-2.5-pro",
        "my-*-model, my-own-model, own",
        "*, anything, anything",
        "gemini/*, gemini/, ''"
    })
    void a_star_stands_for_what_is_not_in_the_pattern_and_can_be_replaced_by_it(
            String wildcard, String name, String caught) {
        NamePattern pattern = NamePattern.of(wildcard);

        assertThat(pattern.caughtIn(name)).contains(caught);
        assertThat(pattern.filledWith(caught)).isEqualTo(name);
    }

    @Test
    void beginning_and_end_of_a_pattern_do_not_share_the_letters_of_a_name() {
        assertThat(NamePattern.of("a*a").caughtIn("a")).isEmpty();
        assertThat(NamePattern.of("a*a").caughtIn("aa")).contains("");
    }

    @Test
    void a_name_that_no_model_has_for_its_length_fits_nothing() {
        assertThat(NamePattern.of("*").matches("m".repeat(200))).isTrue();
        assertThat(NamePattern.of("*").matches("m".repeat(201))).isFalse();
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
