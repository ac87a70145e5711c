package dev.quotarouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.secret.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigWatchTest {
    @TempDir
    Path folder;

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private Path file;
    private Path secret;
    private int written;

    @BeforeEach
    void first() throws IOException {
        file = folder.resolve("router.yaml");
        secret = folder.resolve("secret");
        write(secret, "first-secret");
        write(file, config("one", 10));
    }

    @Test
    void a_file_that_has_changed_is_in_force_at_the_next_look() throws IOException {
        try (QuotaRouter router = router()) {
            router.chat(ChatRequest.of("chat", "hello"));
            write(file, config("two", 10));
            time.advance(Duration.ofSeconds(9));
            router.chat(ChatRequest.of("chat", "hello"));
            time.advance(Duration.ofSeconds(1));
            router.chat(ChatRequest.of("chat", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("one", "one", "two");
        }
    }

    @Test
    void a_secret_that_is_replaced_in_its_file_is_used_from_then_on() throws IOException {
        try (QuotaRouter router = router()) {
            router.chat(ChatRequest.of("chat", "hello"));
            Path next = folder.resolve("next");
            write(next, "other-secret");
            Files.move(next, secret, StandardCopyOption.REPLACE_EXISTING);
            time.advance(Duration.ofSeconds(10));
            router.chat(ChatRequest.of("chat", "hello"));

            assertThat(provider.secrets()).containsExactly("first-secret", "other-secret");
        }
    }

    @Test
    void a_file_with_a_mistake_changes_nothing_and_the_mended_one_is_in_force() throws IOException {
        try (QuotaRouter router = router()) {
            write(file, "model_list: [{model_name: chat, litellm_params: {modell: scripted/two}}]");
            time.advance(Duration.ofSeconds(10));
            router.chat(ChatRequest.of("chat", "hello"));
            write(file, config("two", 10));
            time.advance(Duration.ofSeconds(10));
            router.chat(ChatRequest.of("chat", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("one", "two");
        }
    }

    @Test
    void a_file_that_is_gone_changes_nothing_and_is_in_force_again_when_it_is_back() throws IOException {
        try (QuotaRouter router = router()) {
            Files.delete(file);
            time.advance(Duration.ofSeconds(10));
            router.chat(ChatRequest.of("chat", "hello"));
            write(file, config("two", 10));
            time.advance(Duration.ofSeconds(10));
            router.chat(ChatRequest.of("chat", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("one", "two");
        }
    }

    @Test
    void an_unchanged_file_is_not_read_again() throws IOException {
        try (QuotaRouter router = router()) {
            FileTime modified = Files.getLastModifiedTime(file);
            String same = config("one", 10).replace("one", "two");
            Files.writeString(file, same);
            Files.setLastModifiedTime(file, modified);
            time.advance(Duration.ofMinutes(5));
            router.chat(ChatRequest.of("chat", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("one");
        }
    }

    @Test
    void a_look_at_which_everything_breaks_is_not_the_last_one() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        SecretSource vault = SecretSource.of("vault", name -> {
            if (broken.get()) {
                throw new LinkageError("as scripted");
            }
            return Optional.of("secret-of-vault");
        });
        write(file, config("one", 10).replace("file:" + secret, "vault:x"));
        try (QuotaRouter router =
                Routers.with(provider, time).secrets(vault).config(file).build()) {
            broken.set(true);
            write(file, config("two", 10).replace("file:" + secret, "vault:x"));
            assertThatThrownBy(() -> time.advance(Duration.ofSeconds(10))).isInstanceOf(LinkageError.class);

            broken.set(false);
            write(file, config("three", 10).replace("file:" + secret, "vault:x"));
            time.advance(Duration.ofSeconds(10));
            router.chat(ChatRequest.of("chat", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("three");
        }
    }

    @Test
    void a_router_that_is_closed_looks_no_more() {
        QuotaRouter router = router();
        router.close();

        assertThat(time.scheduled()).isZero();
    }

    private QuotaRouter router() {
        return Routers.with(provider, time).config(file).build();
    }

    private String config(String model, int interval) {
        return """
                model_list:
                  - model_name: chat
                    litellm_params: {model: scripted/%s, api_key: "file:%s"}
                router_settings: {watch_interval: %d}
                """.formatted(model, secret, interval);
    }

    // Two writes may fall into one tick of the file system's clock.
    private void write(Path path, String text) throws IOException {
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_700_000_000_000L + 1_000L * written++));
    }
}
