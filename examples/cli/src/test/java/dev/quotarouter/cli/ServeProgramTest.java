package dev.quotarouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.simulator.GeminiSimulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServeProgramTest {
    private static final Pattern LISTENS = Pattern.compile("serving gpt-4 at (http://[0-9.:]+)");
    private static final String CHAT =
            "{\"model\": \"gpt-4\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";

    @TempDir
    Path folder;

    @Test
    void serve_lets_in_who_has_the_master_key_and_ends_when_asked() throws Exception {
        try (GeminiSimulator gemini = GeminiSimulator.classicWorld().start();
                ChildProgram program = new ChildProgram(folder, Map.of("GATEWAY_KEY", "sk-gateway"))) {
            Path config = write(gemini.url(), "\ngeneral_settings: {master_key: os.environ/GATEWAY_KEY}\n");
            Process process = program.start("serve", "-c", config.toString(), "--port", "0");
            URI url = url(program, process);

            assertThat(chat(url, "sk-gateway").statusCode()).isEqualTo(200);
            assertThat(chat(url, "sk-other").statusCode()).isEqualTo(401);
            assertThat(program.err()).doesNotContain("sk-gateway");
            process.destroy();
            assertThat(process.waitFor(ChildProgram.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(program.err()).contains("stopping");
        }
    }

    @Test
    void a_port_that_is_taken_is_a_failure_that_says_so() throws IOException {
        try (GeminiSimulator gemini = GeminiSimulator.classicWorld().start();
                ServerSocket taken = new ServerSocket(0)) {
            Path config = write(gemini.url(), "");

            Program.Ended ended = new Program(Map.of())
                    .run("serve", "-c", config.toString(), "--port", Integer.toString(taken.getLocalPort()));

            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err().strip()).isEqualTo("cannot listen at 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void without_a_master_key_it_listens_to_this_machine_only() throws IOException {
        Path config = write(URI.create("http://127.0.0.1:9"), "");

        Program.Ended ended = new Program(Map.of()).run("serve", "-c", config.toString(), "--host", "0.0.0.0");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("without a key only this machine may connect");
    }

    private Path write(URI gemini, String more) throws IOException {
        return Files.writeString(folder.resolve("quota-router.yaml"), ConfigTemplate.CLASSIC.text(gemini) + more);
    }

    private static URI url(ChildProgram program, Process process) {
        Instant end = Instant.now().plus(ChildProgram.PATIENCE);
        Matcher listens = LISTENS.matcher(program.err());
        while (!listens.find()) {
            assertThat(process.isAlive() && Instant.now().isBefore(end))
                    .as(program.err())
                    .isTrue();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            listens = LISTENS.matcher(program.err());
        }
        return URI.create(listens.group(1));
    }

    private static HttpResponse<String> chat(URI url, String key) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url.resolve("/v1/chat/completions"))
                                .header("Authorization", "Bearer " + key)
                                .POST(BodyPublishers.ofString(CHAT))
                                .build(),
                        BodyHandlers.ofString());
    }
}
