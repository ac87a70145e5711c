package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GroupNamesTest {
    @Test
    void a_wildcard_serves_what_fits_it() {
        GroupNames names = new GroupNames(List.of("gpt-4", "gemini/*"));

        assertThat(names.serve("gpt-4")).isTrue();
        assertThat(names.serve("gemini/gemini-2.5-pro")).isTrue();
        assertThat(names.serve("gpt-5")).isFalse();
    }

    @Test
    void the_provider_may_be_left_out_where_the_wildcard_names_it() {
        assertThat(new GroupNames(List.of("gemini/*")).withProvider("gemini-2.5-pro"))
                .contains("gemini/gemini-2.5-pro");
        assertThat(new GroupNames(List.of("gemini/gemini-2*")).withProvider("gemma-3"))
                .isEmpty();
        assertThat(new GroupNames(List.of("*")).withProvider("gemma-3")).isEmpty();
    }
}
