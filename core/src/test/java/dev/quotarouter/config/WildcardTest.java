package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WildcardTest {
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
        assertThat(new Wildcard(wildcard).matches(name)).isEqualTo(fits);
    }

    @Test
    void it_agrees_with_a_regular_expression() {
        Random random = new Random(42);
        int fits = 0;
        for (int i = 0; i < 20_000; i++) {
            String wildcard = text(random, "ab*");
            String name = text(random, "ab");
            boolean expected = Pattern.matches(wildcard.replace("*", ".*"), name);

            assertThat(new Wildcard(wildcard).matches(name))
                    .as("%s, %s", wildcard, name)
                    .isEqualTo(expected);
            fits += expected ? 1 : 0;
        }
        assertThat(fits).isBetween(1_000, 19_000);
    }

    @Test
    void the_provider_may_be_left_out_where_the_wildcard_names_it() {
        assertThat(new Wildcard("gemini/*").withProvider("gemini-2.5-pro")).contains("gemini/gemini-2.5-pro");
        assertThat(new Wildcard("gemini/gemini-2*").withProvider("gemma-3")).isEmpty();
        assertThat(new Wildcard("*").withProvider("gemma-3")).isEmpty();
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
