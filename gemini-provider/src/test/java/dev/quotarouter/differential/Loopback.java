package dev.quotarouter.differential;

import dev.quotarouter.differential.Corpus.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import okio.ByteString;

/** A Gemini on this machine that answers each request with the next body it is given. */
final class Loopback implements AutoCloseable {
    static final String MODEL = "gemini-2.5-flash";

    private final MockWebServer wire = new MockWebServer();

    Loopback() {
        wire.setServerSocketFactory(new PromptSockets());
        try {
            wire.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return wire.url("/").uri();
    }

    /** {@return how many requests have come} */
    int requests() {
        return wire.getRequestCount();
    }

    /** {@return the body of the oldest request that was not asked for yet} */
    String request() {
        try {
            return wire.takeRequest().getBody().utf8();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void reply(Body body) {
        wire.enqueue(answer("application/json; charset=UTF-8")
                .body(new Buffer().write(body.bytes()))
                .build());
    }

    /** Answers with a stream in pieces, each a chunk of HTTP. A reader gets no byte of the next piece together with one of the last. */
    void stream(List<ByteString> pieces) {
        Buffer chunked = new Buffer();
        for (ByteString piece : pieces) {
            // A chunk of no bytes would be the end.
            if (piece.size() > 0) {
                chunked.writeHexadecimalUnsignedLong(piece.size()).writeUtf8("\r\n");
                chunked.write(piece).writeUtf8("\r\n");
            }
        }
        // The server ends the trailers, of which there are none.
        chunked.writeUtf8("0\r\n");
        wire.enqueue(answer("text/event-stream")
                .body(chunked)
                .removeHeader("Content-Length")
                .addHeader("Transfer-Encoding", "chunked")
                .build());
    }

    private static MockResponse.Builder answer(String type) {
        return new MockResponse.Builder().setHeader("Content-Type", type);
    }

    @Override
    public void close() {
        wire.close();
    }
}
