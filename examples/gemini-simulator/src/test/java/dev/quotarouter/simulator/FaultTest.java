package dev.quotarouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FaultTest {
    private static final String FLASH = "gemini-2.5-flash";
    private static final String LITE = "gemini-2.5-flash-lite";

    private final HandClock clock = new HandClock("2026-07-01T20:00:00Z");
    private final GeminiSimulator gemini =
            GeminiSimulator.classicWorld().clock(clock).start();
    private final Caller first = new Caller(gemini.url(), "KEY-1");
    private final Caller second = new Caller(gemini.url(), "KEY-2");

    @AfterEach
    void close() {
        gemini.close();
    }

    @ParameterizedTest
    @EnumSource(GeminiError.class)
    void every_error_comes_word_for_word(GeminiError error) throws Exception {
        gemini.inject(Fault.of(error));

        HttpResponse<String> response = first.say(FLASH, "hi");

        RawReply expected = error.reply(FLASH);
        assertThat(response.statusCode()).isEqualTo(expected.status()).isGreaterThanOrEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains(expected.contentType());
        assertThat(response.body()).isEqualTo(expected.body());
    }

    @ParameterizedTest
    @EnumSource(GeminiError.class)
    void every_JSON_error_has_code_message_and_typed_details(GeminiError error) {
        RawReply reply = error.reply(FLASH);
        if (!reply.contentType().startsWith("application/json")) {
            return;
        }
        JsonNode root = new tools.jackson.databind.json.JsonMapper().readTree(reply.body());
        JsonNode body = (root.isArray() ? root.path(0) : root).path("error");
        assertThat(body.path("code").asInt()).isEqualTo(reply.status());
        assertThat(body.path("message").asString()).isNotEmpty();
        assertThat(body.has("status")).isTrue();
        assertThat(body.path("details"))
                .allSatisfy(detail ->
                        assertThat(detail.path("@type").asString()).startsWith("type.googleapis.com/google.rpc."));
    }

    @Test
    void a_burst_ends_after_its_calls_and_counts_against_the_quota() throws Exception {
        InjectedFault fault = gemini.inject(Fault.of(GeminiError.OVERLOADED).times(3));
        for (int i = 0; i < 3; i++) {
            assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(503);
        }
        for (int i = 0; i < 7; i++) {
            assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(200);
        }

        assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(429);
        assertThat(fault.strikes()).isEqualTo(3);
    }

    @Test
    void failed_calls_can_be_free() throws Exception {
        try (GeminiSimulator lenient = GeminiSimulator.classicWorld()
                .clock(clock)
                .failedCallsCount(false)
                .start()) {
            lenient.inject(Fault.of(GeminiError.OVERLOADED).times(15));
            Caller caller = new Caller(lenient.url(), "KEY-1");
            for (int i = 0; i < 15; i++) {
                assertThat(caller.say(FLASH, "hi").statusCode()).isEqualTo(503);
            }
            assertThat(caller.say(FLASH, "hi").statusCode()).isEqualTo(200);
            assertThat(lenient.peakInAny60Seconds("project-1", FLASH)).isEqualTo(1);
        }
    }

    @Test
    void a_refusal_by_fault_uses_no_quota() throws Exception {
        gemini.inject(Fault.of(GeminiError.MINUTE_REQUESTS).times(12));
        for (int i = 0; i < 12; i++) {
            assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(429);
        }

        assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_can_be_for_a_key_a_model_or_a_time() throws Exception {
        gemini.inject(Fault.of(GeminiError.KEY_EXPIRED).onKey("KEY-2"));
        gemini.inject(Fault.of(GeminiError.MODEL_CLOSED_TO_NEW_USERS).onModel(LITE));
        gemini.inject(Fault.of(GeminiError.INTERNAL).onModel(FLASH).lasting(Duration.ofSeconds(30)));

        assertThat(second.say(FLASH, "hi").statusCode()).isEqualTo(400);
        assertThat(first.say(LITE, "hi").statusCode()).isEqualTo(404);
        assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(500);
        clock.forward(Duration.ofSeconds(30));
        assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(200);
        gemini.liftFaults();
        assertThat(second.say(FLASH, "hi").statusCode()).isEqualTo(200);
        assertThat(first.say(LITE, "hi").statusCode()).isEqualTo(200);
    }

    @Test
    void a_connection_closes_after_the_request() throws Exception {
        gemini.inject(Fault.droppedConnection().times(1));

        assertThatThrownBy(() -> first.say(FLASH, "hi")).isInstanceOf(IOException.class);
        assertThat(gemini.calls()).singleElement().satisfies(call -> {
            assertThat(call.status()).isZero();
            assertThat(call.admitted()).isTrue();
        });
        assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(200);
    }

    @Test
    void a_connection_closes_before_the_request_is_read() throws Exception {
        gemini.hangUpBeforeReading(1_000);

        assertThatThrownBy(() -> first.say(FLASH, "hi")).isInstanceOf(IOException.class);
        assertThat(gemini.calls()).isEmpty();
        gemini.liftFaults();
        assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(200);
    }

    @Test
    void a_body_can_be_cut() {
        gemini.inject(Fault.truncatedBody());

        assertThatThrownBy(() -> first.say(FLASH, "hi")).isInstanceOf(IOException.class);
    }

    @Test
    void a_body_can_trickle() throws Exception {
        gemini.inject(Fault.slowBody(Duration.ofMillis(400)));
        long start = System.nanoTime();

        assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void a_first_byte_can_be_late() throws Exception {
        gemini.inject(Fault.late(Duration.ofMillis(300)));
        long start = System.nanoTime();

        assertThat(first.say(FLASH, "hi").statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void a_body_can_be_huge_or_nonsense() throws Exception {
        gemini.inject(Fault.hugeBody(20_000_000).times(1));
        gemini.inject(Fault.garbage().times(1));
        gemini.inject(Fault.htmlPage().times(1));

        assertThat(first.say(FLASH, "hi").body()).hasSizeGreaterThan(20_000_000);
        assertThat(first.say(FLASH, "hi").body()).contains("not JSON at all");
        assertThat(first.say(FLASH, "hi").body()).contains("<!DOCTYPE html>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAFETY", "MAX_TOKENS", "MALFORMED_FUNCTION_CALL", "RECITATION", "SOMETHING_NEW"})
    void an_answer_can_end_for_any_reason(String reason) throws Exception {
        gemini.inject(Fault.finishReason(reason));

        JsonNode candidate = Caller.json(first.say(FLASH, "hi")).at("/candidates/0");

        assertThat(candidate.path("finishReason").asString()).isEqualTo(reason);
        assertThat(candidate.at("/content/parts").isMissingNode()).isTrue();
    }

    @Test
    void a_prompt_can_be_blocked_and_a_candidate_empty() throws Exception {
        gemini.inject(Fault.blockedPrompt("PROHIBITED_CONTENT").times(1));
        gemini.inject(Fault.emptyCandidate().times(1));

        JsonNode blocked = Caller.json(first.say(FLASH, "hi"));
        JsonNode empty = Caller.json(first.say(FLASH, "hi"));

        assertThat(blocked.at("/promptFeedback/blockReason").asString()).isEqualTo("PROHIBITED_CONTENT");
        assertThat(blocked.has("candidates")).isFalse();
        assertThat(empty.at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
        assertThat(empty.at("/candidates/0/content/parts").isMissingNode()).isTrue();
    }

    @Test
    void a_stream_can_break_after_its_first_event() throws Exception {
        gemini.inject(Fault.brokenStream(GeminiError.OVERLOADED));

        String body = first.post(
                        "/v1beta/models/" + FLASH + ":streamGenerateContent?alt=sse",
                        Caller.saying("Tell me ".repeat(30)))
                .body();

        assertThat(body)
                .startsWith("data: {")
                .contains("\r\n\r\n{\n", "\"UNAVAILABLE\"")
                .doesNotContain("finishReason");
    }
}
