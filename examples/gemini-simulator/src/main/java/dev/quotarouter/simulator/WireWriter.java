package dev.quotarouter.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** Turns an answer into what the HTTP server sends. */
final class WireWriter {
    private static final int STEPS_OF_A_SLOW_BODY = 20;

    private WireWriter() {}

    static MockResponse response(HttpReply reply) {
        MockResponse.Builder response = new MockResponse.Builder().code(reply.status());
        long bytes = body(response, reply);
        // Google sends neither Retry-After nor any header about limits, not even with a 429.
        response.setHeader("Content-Type", reply.contentType())
                .setHeader("Server", "scaffolding on HTTPServer2")
                .setHeader("Server-Timing", "gfet4t7; dur=" + reply.latency().toMillis())
                .setHeader("Vary", "Origin, X-Origin, Referer");
        if (reply.status() == 200) {
            response.setHeader("X-Gemini-Service-Tier", "standard");
        }
        if (!reply.latency().isZero()) {
            response.headersDelay(reply.latency().toNanos(), TimeUnit.NANOSECONDS);
        }
        deliver(response, reply, bytes);
        return response.build();
    }

    private static long body(MockResponse.Builder response, HttpReply reply) {
        Buffer body = new Buffer();
        if (reply.pieces().size() == 1) {
            body.writeUtf8(reply.pieces().get(0));
            long size = body.size();
            response.body(body);
            return size;
        }
        for (String piece : reply.pieces()) {
            byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
            body.writeHexadecimalUnsignedLong(bytes.length)
                    .writeUtf8("\r\n")
                    .write(bytes)
                    .writeUtf8("\r\n");
        }
        // The server adds the empty line itself, after the trailers.
        body.writeUtf8("0\r\n");
        long size = body.size();
        response.body(body).removeHeader("Content-Length").setHeader("Transfer-Encoding", "chunked");
        return size;
    }

    private static void deliver(MockResponse.Builder response, HttpReply reply, long bytes) {
        Delivery delivery = reply.delivery();
        if (delivery instanceof Delivery.Truncated) {
            response.onResponseBody(new SocketEffect.CloseSocket());
        } else if (delivery instanceof Delivery.Dropped) {
            response.onResponseStart(new SocketEffect.CloseSocket());
        } else if (delivery instanceof Delivery.Stalled) {
            response.onResponseStart(SocketEffect.Stall.INSTANCE);
        } else if (delivery instanceof Delivery.Late late) {
            response.headersDelay(late.delay().plus(reply.latency()).toNanos(), TimeUnit.NANOSECONDS);
        } else if (delivery instanceof Delivery.Slow slow) {
            Duration step = slow.time().dividedBy(STEPS_OF_A_SLOW_BODY);
            long bytesPerStep = Math.max(1, bytes / STEPS_OF_A_SLOW_BODY);
            response.throttleBody(bytesPerStep, step.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
