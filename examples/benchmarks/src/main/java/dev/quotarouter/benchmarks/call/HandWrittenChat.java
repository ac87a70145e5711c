package dev.quotarouter.benchmarks.call;

import dev.quotarouter.benchmarks.load.Answer;
import dev.quotarouter.benchmarks.load.Contender;
import java.io.IOException;
import java.net.URI;
import okhttp3.Response;
import tools.jackson.databind.json.JsonMapper;

/**
 * The call as an application writes it that needs one key and one model: a JSON tree out, OkHttp, a JSON tree in, and nothing
 * for quotas, failures or failover. The measure of all others.
 */
final class HandWrittenChat implements Contender {
    private final PlainHttp http = new PlainHttp();
    private final GeminiTree json = new GeminiTree(JsonMapper.shared());
    private final GeminiUrls urls;

    HandWrittenChat(URI server) {
        urls = GeminiUrls.at(server);
    }

    @Override
    public Answer chat() throws IOException {
        try (Response response = http.post(urls.chat(), json.request(LibraryChat.REQUEST))) {
            return json.reply(response.body().source());
        }
    }

    @Override
    public Answer stream(Runnable onChunk) throws IOException {
        try (Response response = http.post(urls.stream(), json.request(LibraryChat.REQUEST))) {
            return json.stream(response.body().source(), onChunk);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
