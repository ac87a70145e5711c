package dev.quotarouter.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads the bodies of requests: none that is too large or too slow, and not more at once than there is room for. Room is held
 * until the request is over. Belongs to the event loop.
 */
final class Bodies {
    private final Vertx vertx;
    private final GatewayLimits limits;
    private long held;

    Bodies(Vertx vertx, GatewayLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** {@return the body, or a {@link RefusedException}; nothing if the client goes before it is complete} */
    Future<Buffer> read(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        if (announced(request) > limits.maxBodyBytes()) {
            return Future.failedFuture(tooLarge());
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        Arriving body = new Arriving(exchange);
        request.handler(body::add).endHandler(end -> body.complete());
        return body.whole.future();
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException noNumber) {
            return Long.MAX_VALUE;
        }
    }

    private RefusedException tooLarge() {
        return new RefusedException(Refusal.largeBody(limits.maxBodyBytes()));
    }

    /** A body that is not complete yet. After a refusal the rest of it is dropped as it comes. */
    private final class Arriving {
        private final Promise<Buffer> whole = Promise.promise();
        private final Buffer bytes = Buffer.buffer();
        private final long timer;

        Arriving(Exchange exchange) {
            timer = vertx.setTimer(
                    limits.bodyTimeout().toMillis(), late -> whole.tryFail(new RefusedException(Refusal.slowBody())));
            exchange.onceOver(() -> {
                vertx.cancelTimer(timer);
                held -= bytes.length();
            });
        }

        void add(Buffer piece) {
            if (whole.future().isComplete()) {
                return;
            }
            if (bytes.length() + piece.length() > limits.maxBodyBytes()) {
                whole.fail(tooLarge());
            } else if (held + piece.length() > limits.maxBodiesBytes()) {
                whole.fail(new RefusedException(Refusal.busy()));
            } else {
                held += piece.length();
                bytes.appendBuffer(piece);
            }
        }

        void complete() {
            vertx.cancelTimer(timer);
            whole.tryComplete(bytes);
        }
    }
}
