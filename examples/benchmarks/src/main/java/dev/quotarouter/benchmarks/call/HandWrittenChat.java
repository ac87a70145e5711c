package dev.quotarouter.benchmarks.call;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.Role;
import java.io.IOException;
import java.net.URI;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The call as an application writes it that needs one key and one model: a JSON tree out, OkHttp, a JSON tree in, and nothing
 * for quotas, failures or failover. Thread-safe.
 */
final class HandWrittenChat {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final OkHttpClient client = new OkHttpClient();
    private final JsonMapper mapper = JsonMapper.shared();
    private final String url;
    private final String streamUrl;

    /**
     * A chat with one model.
     *
     * @param baseUrl where Gemini is
     * @param model the model
     */
    HandWrittenChat(URI baseUrl, String model) {
        url = baseUrl + "/v1beta/models/" + model + ":generateContent";
        streamUrl = baseUrl + "/v1beta/models/" + model + ":streamGenerateContent?alt=sse";
    }

    /**
     * What the model said.
     *
     * @param text its words
     * @param finishReason why it ended
     * @param promptTokens the tokens of the prompt
     * @param replyTokens the tokens of the reply
     */
    record Reply(String text, String finishReason, long promptTokens, long replyTokens) {}

    /** {@return what goes out for the request} */
    byte[] body(ChatRequest request) {
        return mapper.writeValueAsBytes(tree(request));
    }

    Reply chat(ChatRequest request) throws IOException {
        try (Response response = post(url, request)) {
            return reply(mapper.readTree(response.body().byteStream()));
        }
    }

    /** {@return the answer to the request as a stream, of which nothing has been read yet} Whoever gets it closes it. */
    Response open(ChatRequest request) throws IOException {
        return post(streamUrl, request);
    }

    /** {@return the text of the stream's first event} */
    static String firstText(Response stream) throws IOException {
        String line = stream.body().source().readUtf8LineStrict();
        return reply(JsonMapper.shared().readTree(line.substring("data: ".length())))
                .text();
    }

    private Response post(String address, ChatRequest request) throws IOException {
        Request call = new Request.Builder()
                .url(address)
                .header("x-goog-api-key", "secret")
                .post(RequestBody.create(body(request), JSON))
                .build();
        Response response = client.newCall(call).execute();
        if (!response.isSuccessful()) {
            response.close();
            throw new IOException("HTTP " + response.code());
        }
        return response;
    }

    private ObjectNode tree(ChatRequest request) {
        ObjectNode tree = mapper.createObjectNode();
        ArrayNode contents = tree.putArray("contents");
        for (ChatMessage message : request.messages()) {
            ObjectNode content =
                    message.role() == Role.SYSTEM ? tree.putObject("systemInstruction") : contents.addObject();
            if (message.role() != Role.SYSTEM) {
                content.put("role", message.role() == Role.USER ? "user" : "model");
            }
            content.putArray("parts").addObject().put("text", message.text());
        }
        ObjectNode generation = tree.putObject("generationConfig");
        request.temperature().ifPresent(temperature -> generation.put("temperature", temperature));
        request.maxOutputTokens().ifPresent(tokens -> generation.put("maxOutputTokens", tokens));
        return tree;
    }

    private static Reply reply(JsonNode tree) {
        JsonNode candidate = tree.path("candidates").path(0);
        StringBuilder text = new StringBuilder();
        for (JsonNode part : candidate.path("content").path("parts")) {
            text.append(part.path("text").asString(""));
        }
        JsonNode usage = tree.path("usageMetadata");
        return new Reply(
                text.toString(),
                candidate.path("finishReason").asString(""),
                usage.path("promptTokenCount").asLong(0),
                usage.path("candidatesTokenCount").asLong(0));
    }
}
