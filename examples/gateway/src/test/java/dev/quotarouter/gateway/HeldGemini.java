package dev.quotarouter.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A Gemini whose streams say "begun", and go on with " ended" when they are let. */
final class HeldGemini implements AutoCloseable {
    private static final String BEGUN =
            "data: {\"candidates\": [{\"content\": {\"role\": \"model\", \"parts\": [{\"text\": \"begun\"}]}}]}\n\n";
    private static final String ENDED =
            "data: {\"candidates\": [{\"content\": {\"role\": \"model\", \"parts\": [{\"text\": \" ended\"}]},"
                    + " \"finishReason\": \"STOP\"}], \"usageMetadata\": {\"promptTokenCount\": 1,"
                    + " \"candidatesTokenCount\": 2, \"totalTokenCount\": 3}}\n\n";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger held = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    HeldGemini() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** {@return how many streams have begun} */
    int held() {
        return held.get();
    }

    /** Lets every stream end, those to come as well. */
    void letGo() {
        open.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                OutputStream body = exchange.getResponseBody()) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            body.write(BEGUN.getBytes(StandardCharsets.UTF_8));
            body.flush();
            held.incrementAndGet();
            open.await();
            body.write(ENDED.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
