package dev.quotarouter.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretSourceTest {
    @Test
    void the_environment_is_that_of_the_process() {
        SecretSource environment = SecretSource.environment();

        assertThat(environment.scheme()).isEqualTo("env");
        assertThat(environment.find("PATH")).hasValue(System.getenv("PATH"));
        assertThat(environment.find("NO_SUCH_VARIABLE_HERE")).isEmpty();
    }

    @Test
    void system_properties_are_asked_each_time() {
        SecretSource properties = SecretSource.systemProperties();
        String name = "quotarouter.secret.test";

        assertThat(properties.find(name)).isEmpty();
        System.setProperty(name, "now");
        try {
            assertThat(properties.find(name)).hasValue("now");
        } finally {
            System.clearProperty(name);
        }
        assertThat(properties.find("")).isEmpty();
    }

    @Test
    void a_file_is_read_each_time_without_the_white_space_around_it(@TempDir Path folder) throws IOException {
        SecretSource files = SecretSource.files(folder);
        Path file = Files.writeString(folder.resolve("key"), " first\r\n");

        assertThat(files.find("key")).hasValue("first");
        assertThat(files.find(file.toString())).hasValue("first");
        Files.writeString(file, "second");
        assertThat(files.find("key")).hasValue("second");
        assertThat(files.find("other")).isEmpty();
        assertThat(files.find(".")).isEmpty();
        assertThat(files.find("\u0000")).isEmpty();
    }

    @Test
    void a_function_is_a_source_and_its_name_alone_is_printed() {
        SecretSource vault = SecretSource.of("vault", name -> Optional.of("secret of " + name));

        assertThat(vault.find("a/b")).hasValue("secret of a/b");
        assertThat(vault).hasToString("SecretSource[vault]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "C", "Vault", "a b", "a:", "1a", "-a", "ä-ö"})
    void a_scheme_that_could_be_something_else_is_refused(String scheme) {
        assertThatThrownBy(() -> SecretSource.of(scheme, name -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a scheme has at least two small letters");
    }
}
