package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatResponseCollector;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.StreamEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/**
 * Whatever comes in, the readers answer with a reply or a failure, or say in one of two documented ways that it cannot be
 * read.
 *
 * <p>A thorough run: {@code mvn -pl gemini-provider -am test -Dtest=GeminiFuzzTest,RouterFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dquotarouter.fuzz.inputs=1000000}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiFuzzTest {
    private static final int INPUTS = Integer.getInteger("quotarouter.fuzz.inputs", 20_000);
    private static final long MAX_BYTES = 3_000;
    private static final MediaType JSON = MediaType.get("application/json");

    private final ProviderWords words = new ProviderWords(new ApiKey("k", "secret"));
    private final GeminiAnswers answers = new GeminiAnswers(MAX_BYTES, words);
    private final Request request =
            new Request.Builder().url("http://localhost/").build();
    private final Map<FailureKind, Integer> failures = new EnumMap<>(FailureKind.class);
    private int replies;
    private int unreadable;

    /** Reads one answer. */
    @FunctionalInterface
    private interface Reading {
        void run(byte[] answer) throws IOException;
    }

    @Test
    void nothing_that_comes_in_escapes_the_readers() {
        for (int number = 0; number < INPUTS; number++) {
            byte[] answer = DamagedAnswers.number(number);
            read(number, answer, this::readReply);
            int piece = 1 + new SplittableRandom(number).nextInt(200);
            read(number, answer, bytes -> readStream(bytes, piece));
            // These have less to stumble over.
            switch (number % 4) {
                case 0 -> read(number, answer, this::readRefusal);
                case 1 -> read(number, answer, bytes -> note(answers.tokens(response(200, bytes))));
                case 2 -> read(number, answer, this::readModels);
                default -> {}
            }
        }

        // The damage must not be so great that nothing is tried but the beginning.
        assertThat(replies).isGreaterThan(INPUTS / 4);
        assertThat(unreadable).isGreaterThan(INPUTS / 4);
        assertThat(failures)
                .containsKeys(
                        FailureKind.MALFORMED_RESPONSE,
                        FailureKind.MALFORMED_TOOL_CALL,
                        FailureKind.CONTENT_BLOCKED,
                        FailureKind.DAY_QUOTA_EXHAUSTED);
    }

    private void read(int number, byte[] answer, Reading reading) {
        try {
            reading.run(answer);
        } catch (IOException | JacksonException e) {
            unreadable++;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("answer " + number + ": " + new String(answer, StandardCharsets.UTF_8), e);
        }
    }

    private void readReply(byte[] bytes) throws IOException {
        Lookup<ChatResponse> answer = answers.reply(response(200, bytes));
        note(answer);
        if (answer instanceof Lookup.Found<ChatResponse> found) {
            check(found.value());
        }
    }

    private void readRefusal(byte[] bytes) throws IOException {
        assertThat(answers.reply(response(429, bytes))).isInstanceOf(Lookup.Failed.class);
    }

    private void readModels(byte[] bytes) throws IOException {
        note(answers.json(
                response(200, bytes), json -> new Lookup.Found<>(GeminiModelReader.readPage(json, new ArrayList<>()))));
    }

    private void readStream(byte[] bytes, int piece) throws IOException {
        GeminiChunks chunks = new GeminiChunks(Okio.buffer(inPieces(bytes, piece)), MAX_BYTES, words);
        ChatResponseCollector collector = new ChatResponseCollector();
        List<ChatChunk> told = new ArrayList<>();
        StreamEvent event = chunks.next();
        while (event instanceof StreamEvent.Chunk chunk) {
            told.add(chunk.chunk());
            collector.add(chunk.chunk());
            event = chunks.next();
        }
        check(collector.response());
        if (event instanceof StreamEvent.Broken broken) {
            note(broken.failure());
        } else {
            assertThat(collector.isFinished()).isTrue();
            assertThat(told).isNotEmpty();
            replies++;
        }
    }

    private static Source inPieces(byte[] bytes, int length) {
        return new ForwardingSource(new Buffer().write(bytes)) {
            @Override
            public long read(Buffer sink, long count) throws IOException {
                return super.read(sink, Math.min(length, count));
            }
        };
    }

    private Response response(int status, byte[] bytes) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(ResponseBody.create(bytes, JSON))
                .build();
    }

    private static void check(ChatResponse response) {
        TokenUsage usage = response.usage();
        assertThat(usage.plus(usage).totalTokens()).isNotNegative();
        response.toolCalls().forEach(call -> assertThat(call.arguments()).isNotNull());
        response.grounding()
                .supports()
                .forEach(support -> support.sources()
                        .forEach(place -> assertThat(
                                        response.grounding().sources().size())
                                .isGreaterThan(place)));
    }

    private <T> void note(Lookup<T> answer) {
        if (answer instanceof Lookup.Failed<T> failed) {
            note(failed.failure());
        } else {
            replies++;
        }
    }

    private void note(Failure failure) {
        assertThat(failure.message()).hasSizeLessThanOrEqualTo(300);
        failures.merge(failure.kind(), 1, Integer::sum);
    }
}
