package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShownTest {
    private static final String DEEP = "/srv/applications/checkout".repeat(8) + "/quota-router.yaml";

    @Test
    void a_path_is_shown_however_deep_it_lies() {
        assertThat(Shown.path(DEEP)).isEqualTo('"' + DEEP + '"');
        assertThat(Shown.path(DEEP.replace('/', '\\'))).contains("quota-router.yaml");
    }

    @Test
    void a_path_in_which_a_key_may_stand_is_not() {
        assertThat(Shown.path(DEEP + "/4f9c1b7ae2d84c60b1a7")).isEqualTo(Shown.HIDDEN);
        assertThat(Shown.path("/etc/AIzaSy/keys.yaml")).isEqualTo(Shown.HIDDEN);
    }
}
