package dev.quotarouter.benchmarks.call;

import dev.quotarouter.benchmarks.load.Answer;
import dev.quotarouter.benchmarks.load.Contender;
import java.io.IOException;
import java.net.URI;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * OkHttp alone: the body was made beforehand, and of the answer nothing is read but its bytes. No way to have a chat, only a
 * yardstick for what all the others do besides.
 */
final class BareOkHttp implements Contender {
    private final PlainHttp http = new PlainHttp();
    private final byte[] body = new GeminiTree(JsonMapper.shared()).request(LibraryChat.REQUEST);
    private final GeminiUrls urls;

    BareOkHttp(URI server) {
        urls = GeminiUrls.at(server);
    }

    @Override
    public Answer chat() throws IOException {
        try (Response response = http.post(urls.chat(), body)) {
            byte[] bytes = response.body().bytes();
            return () -> new GeminiTree(JsonMapper.shared()).reply(new Buffer().write(bytes));
        }
    }

    @Override
    public Answer stream(Runnable onChunk) throws IOException {
        try (Response response = http.post(urls.stream(), body)) {
            BufferedSource source = response.body().source();
            source.require(1);
            onChunk.run();
            byte[] bytes = source.readByteArray();
            return () -> new GeminiTree(JsonMapper.shared()).stream(new Buffer().write(bytes), () -> {});
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
