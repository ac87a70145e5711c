package dev.quotarouter.gateway;

import static dev.quotarouter.gateway.World.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.simulator.Limits;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The router's own status and explanation, written as JSON by the mappers that applications have, as they come. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatusJsonTest {
    @Test
    void jackson_3_and_jackson_2_write_the_same_of_them() throws JsonProcessingException {
        com.fasterxml.jackson.databind.ObjectMapper two = com.fasterxml.jackson.databind.json.JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule())
                .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
        JsonMapper three = JsonMapper.shared();
        try (World world = World.limited(Limits.of(1, 250_000, 100), router -> router)) {
            world.chat(HELLO);
            world.chat(HELLO);
            for (Object told :
                    List.of(world.router().status(), world.router().explain(ChatRequest.of("gpt-4", "Hello")))) {
                JsonNode json = three.valueToTree(told);

                assertThat(two.writeValueAsString(told)).isEqualTo(json.toString());
            }

            JsonNode json = three.valueToTree(world.router().status());
            assertThat(json.at("/deployments/0/availability").asString()).isEqualTo("MINUTE_FULL");
            assertThat(json.at("/deployments/0/until").asString()).endsWith("Z");
            JsonNode window = json.at("/pools/0/windows/0");
            assertThat(window.path("limit").asLong()).isEqualTo(1);
            assertThat(window.path("used").asLong()).isEqualTo(1);
            assertThat(window.path("source").asString()).isEqualTo("DECLARED");
            assertThat(window.path("fullUntil").isNull()).isTrue();
        }
    }
}
