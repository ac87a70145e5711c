package dev.quotarouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayProgramTest {
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    Path folder;

    @Test
    void asked_to_end_it_lets_its_streams_end_first_and_shows_no_key() throws IOException {
        try (HeldGemini gemini = new HeldGemini()) {
            write(gemini.url(), "general_settings: {master_key: os.environ/GATEWAY_KEY}");
            try (ServedProgram program =
                            new ServedProgram(folder, Map.of("GATEWAY_KEY", World.KEY), SMALL, "--port", "0");
                    RawClient client = new RawClient(program.url().getPort())) {
                client.send(RawClient.post(HeldWorld.STREAM)
                        .replace("Host:", "Authorization: Bearer " + World.KEY + "\r\nHost:"));
                client.readUntil("begun");

                program.terminate();

                Await.until("it says so", () -> program.said().contains("stopping"));
                Await.until(
                        "no new connections",
                        () -> RawClient.ask(program.url().getPort(), "GET / HTTP/1.1\r\n\r\n")
                                .isEmpty());
                assertThat(program.hasEnded()).isFalse();
                gemini.letGo();
                assertThat(client.readUntil("[DONE]")).contains(" ended");
                Await.until("it has ended", program::hasEnded);
                assertThat(program.said()).contains("serving gpt-4").doesNotContain(World.KEY, "KEY-OF-NOBODY");
            }
        }
    }

    @Test
    void a_key_that_is_missing_keeps_it_from_starting() throws IOException {
        write(URI.create("http://127.0.0.1:9"), "general_settings: {master_key: os.environ/KEY_THAT_IS_NOT_SET}");

        Command.Ended ended = Command.run(folder, ServedProgram.command(SMALL, "--port", "0"));

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output())
                .contains("general_settings.master_key: the environment variable KEY_THAT_IS_NOT_SET is not set");
    }

    @Test
    void without_a_key_it_does_not_open_itself_to_others() throws IOException {
        write(URI.create("http://127.0.0.1:9"), "");

        Command.Ended ended = Command.run(folder, ServedProgram.command(SMALL, "--port", "0", "--host", "0.0.0.0"));

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("without a key only this machine may connect");
    }

    private void write(URI gemini, String more) throws IOException {
        Files.writeString(folder.resolve("quota-router.yaml"), """
                model_list:
                  - model_name: gpt-4
                    litellm_params:
                      model: gemini/gemini-2.5-flash
                      api_key: KEY-OF-NOBODY-0123456789
                      api_base: %s
                %s
                """.formatted(gemini, more));
    }
}
