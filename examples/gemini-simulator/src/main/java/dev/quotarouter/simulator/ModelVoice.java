package dev.quotarouter.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Lets the model answer: asks the replies, takes the time, writes whole or in pieces. Thread-safe. */
final class ModelVoice {
    private final AtomicReference<Function<SimulatedRequest, SimulatedReply>> replies;
    private final AtomicLong answers = new AtomicLong();
    private final Latency latency;
    private final Random random;

    ModelVoice(Function<SimulatedRequest, SimulatedReply> replies, Latency latency, long seed) {
        this.replies = new AtomicReference<>(replies);
        this.latency = latency;
        random = new Random(seed);
    }

    void replies(Function<SimulatedRequest, SimulatedReply> replies) {
        this.replies.set(replies);
    }

    HttpReply answer(ApiCall call, SimulatedRequest request) {
        SimulatedReply reply;
        try {
            reply = replies.get().apply(request);
        } catch (RuntimeException | AssertionError failure) {
            // A connection that breaks without a word would hide the mistake in the test's own reply.
            return HttpReply.of(ErrorBody.of(500, "INTERNAL", "The test's own reply failed.")
                    .debugInfo(failure.toString())
                    .reply());
        }
        return say(call, request, reply);
    }

    HttpReply say(ApiCall call, SimulatedRequest request, SimulatedReply reply) {
        HttpReply written = reply instanceof ModelReply words
                ? write(call, writer(request, words))
                : HttpReply.of((RawReply) reply);
        return written.after(latency.pick(random));
    }

    /** A stream that ends after its first event with the bare error; an answer in one piece becomes the error. */
    HttpReply breakOff(ApiCall call, SimulatedRequest request, GeminiError error) {
        RawReply failure = error.reply(call.model());
        if (call.endpoint() != Endpoint.STREAM_GENERATE_CONTENT) {
            return HttpReply.of(failure);
        }
        HttpReply whole = answer(call, request);
        return new HttpReply(
                whole.status(),
                whole.contentType(),
                List.of(whole.pieces().get(0), failure.body()),
                whole.delivery(),
                whole.latency());
    }

    private AnswerWriter writer(SimulatedRequest request, ModelReply words) {
        String responseId = "%07dSimulated".formatted(answers.incrementAndGet());
        return new AnswerWriter(request, Answer.to(request, words), responseId);
    }

    private static HttpReply write(ApiCall call, AnswerWriter writer) {
        if (call.endpoint() != Endpoint.STREAM_GENERATE_CONTENT) {
            return HttpReply.json(writer.whole().toPrettyString() + "\n");
        }
        List<ObjectNode> chunks = writer.pieces();
        return call.events()
                ? HttpReply.stream(
                        RawReply.EVENTS,
                        chunks.stream()
                                .map(chunk -> "data: " + chunk + "\r\n\r\n")
                                .toList())
                : HttpReply.stream(RawReply.JSON, array(chunks));
    }

    /** Google: without {@code alt=sse} a stream is one JSON array, sent in pieces. */
    private static List<String> array(List<ObjectNode> chunks) {
        List<String> pieces = new ArrayList<>();
        chunks.forEach(chunk -> pieces.add((pieces.isEmpty() ? "[" : ",\r\n") + chunk.toPrettyString()));
        pieces.add("]\n");
        return pieces;
    }
}
