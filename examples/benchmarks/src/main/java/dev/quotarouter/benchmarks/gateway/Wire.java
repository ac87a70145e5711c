package dev.quotarouter.benchmarks.gateway;

import dev.quotarouter.benchmarks.call.LibraryChat;
import dev.quotarouter.chat.ChatMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes over the wire for the same chat on one way: requests that were made beforehand, and the word by which an answer is
 * known to have come to its end.
 *
 * @param plain the request for a whole answer
 * @param streamed the request for a stream
 * @param end how the model's last word is marked
 * @param streamEnd how the end of a stream is marked
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never handed out.
record Wire(byte[] plain, byte[] streamed, String end, String streamEnd) {
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String OPENAI_END = "\"stop\"";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** {@return what Gemini itself is asked} */
    static Wire gemini() {
        String model = "/v1beta/models/" + LibraryChat.MODEL;
        byte[] body = LibraryChat.geminiBody();
        String key = "x-goog-api-key: secret\r\n";
        return new Wire(
                request(model + ":generateContent", key, body),
                request(model + ":streamGenerateContent?alt=sse", key, body),
                "\"STOP\"",
                "\"STOP\"");
    }

    /** {@return what our gateway is asked} */
    static Wire quotaRouter() {
        return openAi(LibraryChat.GROUP, "", "[DONE]");
    }

    /** {@return what Portkey's gateway is asked with one key} */
    static Wire portkey(URI gemini) {
        return openAi(
                LibraryChat.MODEL,
                "x-portkey-provider: google\r\nx-portkey-custom-host: " + gemini
                        + "\r\nAuthorization: Bearer secret\r\n",
                OPENAI_END);
    }

    /** {@return what Portkey's gateway is asked with as many keys as ours has, which share the load} */
    static Wire portkeyWithTenKeys(URI gemini) {
        ObjectNode config = JSON.createObjectNode();
        config.putObject("strategy").put("mode", "loadbalance");
        ArrayNode targets = config.putArray("targets");
        for (int i = 0; i < LibraryChat.DEPLOYMENTS; i++) {
            targets.addObject()
                    .put("provider", "google")
                    .put("api_key", "secret-" + i)
                    .put("custom_host", gemini.toString());
        }
        return openAi(LibraryChat.MODEL, "x-portkey-config: " + JSON.writeValueAsString(config) + "\r\n", OPENAI_END);
    }

    /** Not every gateway ends a stream with {@code [DONE]}: Portkey's lets Gemini's streams end without. */
    private static Wire openAi(String model, String headers, String streamEnd) {
        return new Wire(
                request(COMPLETIONS, headers, body(model, false)),
                request(COMPLETIONS, headers, body(model, true)),
                OPENAI_END,
                streamEnd);
    }

    private static byte[] body(String model, boolean stream) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        ArrayNode messages = body.putArray("messages");
        for (ChatMessage message : LibraryChat.REQUEST.messages()) {
            messages.addObject()
                    .put("role", message.role().name().toLowerCase(Locale.ROOT))
                    .put("content", message.text());
        }
        LibraryChat.REQUEST.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        LibraryChat.REQUEST.maxOutputTokens().ifPresent(tokens -> body.put("max_tokens", tokens));
        if (stream) {
            body.put("stream", true);
            body.putObject("stream_options").put("include_usage", true);
        }
        return JSON.writeValueAsBytes(body);
    }

    private static byte[] request(String path, String headers, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }
}
