package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.FinishReason;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.SimulatedReply;
import dev.quotarouter.simulator.SimulatedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops of tool calls with a model that signs them and refuses a history whose signatures are missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class ToolLoopTest {
    private static final String MODEL = "gemini-3-flash-preview";
    private static final int STEPS = 5;
    private static final String CITY =
            "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}}, \"required\": [\"city\"]}";

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private GeminiSimulator gemini;
    private QuotaRouter router;

    @BeforeEach
    void start() {
        gemini = GeminiSimulator.builder()
                .project("one", project -> project.key("KEY_ONE").model(MODEL, Limits.of(100, 1_000_000, 1_000)))
                .project("two", project -> project.key("KEY_TWO").model(MODEL, Limits.of(100, 1_000_000, 1_000)))
                .replies(this::nextStep)
                .start();
        router = QuotaRouter.builder()
                .provider(GeminiProvider.builder().baseUrl(gemini.url()).build())
                .deployment(deployment("first", "KEY_ONE").rpm(100).build())
                .deployment(deployment("second", "KEY_TWO").rpm(100).rpd(1_000).build())
                .build();
    }

    @AfterEach
    void stop() {
        router.close();
        gemini.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void five_steps_of_parallel_calls_come_home_with_every_signature_where_it_was(boolean streamed) {
        List<ChatResponse> replies = loop(streamed ? ToolLoopTest::streamed : QuotaRouter::chat, step -> {});

        assertThat(replies).hasSize(STEPS + 1);
        assertThat(replies.subList(0, STEPS)).allSatisfy(reply -> {
            assertThat(reply.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
            assertThat(reply.toolCalls()).extracting(ToolCall::name).containsExactly("get_weather", "get_time");
            assertThat(reply.toolCalls().get(0).signature()).isPresent();
        });
        assertThat(replies.get(STEPS).text()).isEqualTo("done");
        assertThat(gemini.calls()).hasSize(STEPS + 1).allMatch(call -> call.status() == 200);
        assertEverySignatureWentBack(replies);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_same_loop_survives_a_failover_to_another_key_in_the_middle(boolean streamed) {
        List<ChatResponse> replies = loop(streamed ? ToolLoopTest::streamed : QuotaRouter::chat, step -> {
            if (step == 2) {
                gemini.inject(Fault.of(GeminiError.OVERLOADED).times(1));
            }
        });

        assertThat(replies).hasSize(STEPS + 1);
        assertThat(replies.get(STEPS).text()).isEqualTo("done");
        List<Attempt> attempts = replies.get(2).attempts();
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(0).deployment()).isNotEqualTo(attempts.get(1).deployment());
        assertEverySignatureWentBack(replies);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_same_loop_survives_that_Gemini_misses_a_signature(boolean streamed) {
        List<ChatResponse> replies = loop(streamed ? ToolLoopTest::streamed : QuotaRouter::chat, step -> {
            if (step == 2) {
                gemini.inject(Fault.finishReason("MISSING_THOUGHT_SIGNATURE").times(1));
            }
        });

        assertThat(replies.get(2).attempts())
                .extracting(Attempt::failure)
                .containsExactly(Optional.of(FailureKind.SIGNATURE_REJECTED), Optional.empty());
        assertThat(bodies.get(2))
                .contains("\"thoughtSignature\":\"skip_thought_signature_validator\"")
                .doesNotContain(replies.get(0).toolCalls().get(0).signature().orElseThrow());
        assertThat(replies.get(STEPS).text()).isEqualTo("done");
    }

    private List<ChatResponse> loop(BiFunction<QuotaRouter, ChatRequest, ChatResponse> chat, Before before) {
        ChatRequest request = ChatRequest.builder("chat")
                .user("What is it like in Paris and in Rome, five times over?")
                .tool(Tool.function("get_weather", "Weather of a city", CITY))
                .tool(Tool.function("get_time", "Time in a city", CITY))
                .build();
        List<ChatResponse> replies = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            before.step(step);
            ChatResponse reply = chat.apply(router, request);
            replies.add(reply);
            ChatRequest.Builder next = request.toBuilder().message(reply.message());
            // Answered in another order than asked: where calls have no ids, order is all that tells them apart.
            for (int i = reply.toolCalls().size() - 1; i >= 0; i--) {
                ToolCall call = reply.toolCalls().get(i);
                next.toolResult(call, "{\"of\": \"" + call.name() + "\"}");
            }
            request = next.build();
        }
        return replies;
    }

    private static ChatResponse streamed(QuotaRouter router, ChatRequest request) {
        try (ChatStream stream = router.stream(request)) {
            return stream.response();
        }
    }

    private SimulatedReply nextStep(SimulatedRequest request) {
        bodies.add(request.json());
        int results = request.json().split("\"functionResponse\"", -1).length - 1;
        if (results >= 2 * STEPS) {
            return SimulatedReply.text("done");
        }
        return SimulatedReply.functionCall("get_weather", "{\"city\": \"Paris\"}")
                .functionCall("get_time", "{\"city\": \"Rome\"}");
    }

    private void assertEverySignatureWentBack(List<ChatResponse> replies) {
        String last = bodies.get(bodies.size() - 1);
        assertThat(replies.subList(0, STEPS))
                .flatExtracting(reply -> reply.message().parts())
                .extracting(Part::signature)
                .filteredOn(Optional::isPresent)
                .hasSize(STEPS)
                .allSatisfy(signature -> assertThat(last).contains(signature.orElseThrow()));
        // In the order of the calls, whatever the order of the answers was.
        assertThat(last.indexOf("\"of\":\"get_weather\"")).isLessThan(last.indexOf("\"of\":\"get_time\""));
    }

    private static Deployment.Builder deployment(String id, String key) {
        return Deployment.builder("chat", "gemini/" + MODEL).id(id).apiKey(key);
    }

    private interface Before {
        void step(int step);
    }
}
