package dev.quotarouter.simulator;

import java.time.Duration;
import java.util.List;

/**
 * An answer on its way to the wire.
 *
 * @param pieces the body; more than one piece is sent in chunks
 * @param delivery how it travels
 * @param latency how long the model takes before the first byte
 */
record HttpReply(int status, String contentType, List<String> pieces, Delivery delivery, Duration latency) {
    private static final Delivery WHOLE = new Delivery.Whole();

    static HttpReply of(RawReply reply) {
        return new HttpReply(reply.status(), reply.contentType(), List.of(reply.body()), WHOLE, Duration.ZERO);
    }

    static HttpReply json(String body) {
        return of(RawReply.json(200, body));
    }

    static HttpReply stream(String contentType, List<String> pieces) {
        return new HttpReply(200, contentType, pieces, WHOLE, Duration.ZERO);
    }

    HttpReply delivered(Delivery delivery) {
        return new HttpReply(status, contentType, pieces, delivery, latency);
    }

    HttpReply after(Duration latency) {
        return new HttpReply(status, contentType, pieces, delivery, latency);
    }

    /** {@return whether the caller gets to see the status} */
    boolean arrives() {
        return !(delivery instanceof Delivery.Dropped) && !(delivery instanceof Delivery.Stalled);
    }
}
