package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.provider.ApiKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MasterKeyTest {
    private static final String NAMED = ConfigText.ONE + "general_settings: {master_key: os.environ/GEMINI_KEY_2}";
    private static final String NOT_SET = ConfigText.ONE + "general_settings: {master_key: os.environ/NOT_SET}";

    @Test
    void who_lets_callers_in_gets_the_key_and_no_notice() {
        RouterConfig config = server().parse("test.yaml", NAMED);

        assertThat(config.masterKey()).map(ApiKey::reveal).contains("secret-two");
        assertThat(config.masterKey()).map(ApiKey::name).contains("GEMINI_KEY_2");
        assertThat(config.notices()).isEmpty();
        assertThat(config.toBuilder().build().masterKey()).isEqualTo(config.masterKey());
    }

    @Test
    void whoever_else_reads_the_file_does_not_look_the_key_up() {
        assertThat(ConfigText.read(NAMED).masterKey()).isEmpty();
        assertThat(ConfigText.read(NOT_SET).notices())
                .extracting(ConfigNotice::message)
                .containsExactly("no effect: used by quotarouter serve alone: a library has no callers to let in");
    }

    @Test
    void a_key_that_cannot_be_read_lets_nobody_in() {
        assertThatThrownBy(() -> server().parse("test.yaml", NOT_SET))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("general_settings.master_key")
                .hasMessageContaining("NOT_SET is not set");
        assertThatThrownBy(() -> server().parse("test.yaml", ConfigText.ONE + "general_settings: {master_key: ''}"))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void there_need_not_be_one() {
        assertThat(server().parse("test.yaml", ConfigText.ONE).masterKey()).isEmpty();
    }

    @Test
    void nothing_that_prints_shows_it() {
        RouterConfig config = server().parse(
                        "test.yaml", ConfigText.ONE + "general_settings: {master_key: sk-canary-0123456789abcdef}");

        assertThat(config.masterKey()).map(ApiKey::reveal).contains("sk-canary-0123456789abcdef");
        assertThat(config + " " + config.masterKey()).doesNotContain("canary");
    }

    private static ConfigReader server() {
        return ConfigText.reader().withMasterKey();
    }
}
