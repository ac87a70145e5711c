package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ProviderTarget;
import java.io.OutputStream;
import okhttp3.Request;
import okio.Buffer;
import tools.jackson.core.JacksonException;

/** Makes the HTTP requests to one model with one key. Immutable. */
final class GeminiRequests {
    /** Google: "Request payload size exceeds the limit: 20971520 bytes." */
    private static final long MAX_REQUEST_BYTES = 20_971_520;
    /** Google: at most 5 stop sequences. */
    private static final int MAX_STOPS = 5;

    private final Request chat;
    private final Request stream;
    private final Request count;
    private final Request model;
    private final String resource;
    private final GeminiRequestWriter writer;
    private final ProviderWords words;

    /**
     * Makes addresses and headers, once.
     *
     * @throws IllegalArgumentException if the target's model cannot be one of Gemini's
     */
    GeminiRequests(GeminiRequestWriter writer, GeminiAddress address, ProviderTarget target, ProviderWords words) {
        this.chat = GeminiHttp.request(address.method(target.model(), "generateContent"), target.key())
                .build();
        this.stream = GeminiHttp.request(
                        address.method(target.model(), "streamGenerateContent")
                                .newBuilder()
                                .addQueryParameter("alt", "sse")
                                .build(),
                        target.key())
                .build();
        this.count = GeminiHttp.request(address.method(target.model(), "countTokens"), target.key())
                .build();
        this.model =
                GeminiHttp.request(address.model(target.model()), target.key()).build();
        this.resource = GeminiAddress.resource(target.model());
        this.writer = writer;
        this.words = words;
    }

    /** {@return the request for a whole reply, or why it cannot be sent, whoever would serve it} */
    Lookup<Request> chat(ChatCall call) {
        return post(chat, call, writer::write);
    }

    /** {@return the request for a stream, or why it cannot be sent} */
    Lookup<Request> stream(ChatCall call) {
        return post(stream, call, writer::write);
    }

    /** {@return the request to count tokens, or why it cannot be sent} */
    Lookup<Request> count(ChatCall call) {
        return post(count, call, (counted, out) -> writer.writeCount(resource, counted, out));
    }

    /** {@return the request for what Gemini says of the model} */
    Request model() {
        return model;
    }

    /** How the body is written. */
    @FunctionalInterface
    private interface Form {
        void write(ChatCall call, OutputStream out);
    }

    private Lookup<Request> post(Request template, ChatCall call, Form form) {
        ChatRequest request = call.request();
        if (request.stop().size() > MAX_STOPS) {
            return unsendable("Gemini takes at most " + MAX_STOPS + " stop sequences, not "
                    + request.stop().size());
        }
        Buffer body = new Buffer();
        try {
            form.write(call, body.outputStream());
        } catch (UnsendableException e) {
            return unsendable(words.clean(e.reason()));
        } catch (JacksonException e) {
            return unsendable(words.clean("the request cannot be written as JSON: " + e.getOriginalMessage()));
        }
        if (body.size() > MAX_REQUEST_BYTES) {
            return unsendable("the request has " + body.size() + " bytes; Gemini takes at most " + MAX_REQUEST_BYTES);
        }
        return new Lookup.Found<>(
                template.newBuilder().post(new OneShotBody(body)).build());
    }

    private static Lookup<Request> unsendable(String reason) {
        return new Lookup.Failed<>(
                Failure.builder(FailureKind.INVALID_REQUEST, reason).neverSent().build());
    }
}
