package dev.quotarouter.simulator;

import static java.util.Objects.requireNonNull;

/**
 * An answer word for word, whether it makes sense or not.
 *
 * @param status the HTTP status
 * @param contentType the value of the header
 * @param body the bytes, as text
 */
public record RawReply(int status, String contentType, String body) implements SimulatedReply {
    static final String JSON = "application/json; charset=UTF-8";
    static final String EVENTS = "text/event-stream";
    private static final String HTML = "text/html; charset=UTF-8";

    /** Checks that nothing is null. */
    public RawReply {
        requireNonNull(contentType, "contentType");
        requireNonNull(body, "body");
    }

    static RawReply json(int status, String body) {
        return new RawReply(status, JSON, body);
    }

    static RawReply html(int status, String title, String text) {
        return new RawReply(status, HTML, """
                <!DOCTYPE html>
                <html lang=en>
                  <meta charset=utf-8>
                  <title>%s</title>
                  <p><b>%d.</b> <ins>That’s an error.</ins>
                  <p>%s  <ins>That’s all we know.</ins>
                """.formatted(title, status, text));
    }

    static RawReply plain(int status, String body) {
        return new RawReply(status, "text/plain", body);
    }
}
