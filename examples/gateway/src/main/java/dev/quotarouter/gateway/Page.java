package dev.quotarouter.gateway;

import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page that shows the status, live. It loads nothing from anywhere else, and its policy lets it load nothing. */
final class Page {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String html;
    private final String script = resource("page.js");
    private final String style = resource("page.css");

    /** Makes the page, which asks for the key if one is wanted. */
    Page(boolean wantsKey) {
        html = resource("page.html").replace("{{key}}", wantsKey ? "wanted" : "none");
    }

    void html(Exchange exchange) {
        send(exchange, "text/html; charset=utf-8", html);
    }

    void script(Exchange exchange) {
        send(exchange, "text/javascript; charset=utf-8", script);
    }

    void style(Exchange exchange) {
        send(exchange, "text/css; charset=utf-8", style);
    }

    private static void send(Exchange exchange, String type, String body) {
        HttpServerResponse response = exchange.response();
        response.putHeader("Content-Security-Policy", POLICY).putHeader("Referrer-Policy", "no-referrer");
        exchange.reply(200, type, body);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the gateway's jar is damaged", broken);
        }
    }
}
