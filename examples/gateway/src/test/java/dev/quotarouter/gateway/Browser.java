package dev.quotarouter.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium with one page, driven through its debugging protocol. It keeps what the page complained of and asked for. */
final class Browser implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--remote-debugging-port=0",
            "about:blank");

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** {@return where Chromium is, if this machine has one} */
    static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Command.find(name).stream())
                .findFirst();
    }

    Browser(Path program, Path folder) throws IOException {
        List<String> words = new ArrayList<>(List.of(program.toString(), "--user-data-dir=" + folder));
        words.addAll(FLAGS);
        process = Command.start(folder, folder.resolve("chromium.log"), Map.of(), words);
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page(folder), new Listener())
                .orTimeout(World.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", "{}");
        }
    }

    /** Chromium writes the port that it has taken into a file. */
    private URI page(Path folder) throws IOException {
        Path file = folder.resolve("DevToolsActivePort");
        Await.until(
                "Chromium listens",
                () -> Files.exists(file) && Files.readAllLines(file).size() > 1);
        int port = Integer.parseInt(Files.readAllLines(file).get(0));
        JsonNode targets = JsonMapper.shared()
                .readTree(URI.create("http://127.0.0.1:" + port + "/json/list")
                        .toURL()
                        .openStream());
        return targets.valueStream()
                .filter(target -> target.path("type").asString().equals("page"))
                .map(target -> URI.create(target.path("webSocketDebuggerUrl").asString()))
                .findFirst()
                .orElseThrow();
    }

    void open(URI url) {
        call("Page.navigate", "{\"url\": \"" + url + "\"}");
    }

    /** Makes the window so large, and light or dark. */
    void look(int width, int height, boolean mobile, String scheme) {
        call(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\": %d, \"height\": %d, \"deviceScaleFactor\": 1, \"mobile\": %s}"
                        .formatted(width, height, mobile));
        call(
                "Emulation.setEmulatedMedia",
                "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"%s\"}]}".formatted(scheme));
    }

    /** {@return the value of the expression in the page} */
    JsonNode eval(String expression) {
        String text = JsonMapper.shared().writeValueAsString(expression);
        JsonNode answer = call(
                "Runtime.evaluate", "{\"returnByValue\": true, \"awaitPromise\": true, \"expression\": " + text + "}");
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.at("/result/value");
    }

    byte[] screenshot() {
        JsonNode answer = call("Page.captureScreenshot", "{\"format\": \"png\"}");
        return Base64.getDecoder().decode(answer.path("data").asString());
    }

    /** {@return errors in the page's console} */
    List<String> complaints() {
        return complaints;
    }

    /** {@return the addresses that the page asked for} */
    List<String> requests() {
        return requests;
    }

    private JsonNode call(String method, String parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText("{\"id\": " + id + ", \"method\": \"" + method + "\", \"params\": " + parameters + "}", true)
                .join();
        JsonNode message =
                answer.orTimeout(World.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (message.has("error")) {
            throw new AssertionError(method + ": " + message.path("error"));
        }
        return message.path("result");
    }

    private void received(JsonNode message) {
        if (message.has("id")) {
            Optional.ofNullable(answers.remove(message.path("id").asInt()))
                    .ifPresent(answer -> answer.complete(message));
            return;
        }
        JsonNode parameters = message.path("params");
        switch (message.path("method").asString()) {
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled" -> {
                if (parameters.path("type").asString().equals("error")) {
                    complaints.add(parameters.toString());
                }
            }
            case "Log.entryAdded" -> {
                if (parameters.at("/entry/level").asString().equals("error")) {
                    complaints.add(parameters.toString());
                }
            }
            case "Network.requestWillBeSent" ->
                requests.add(parameters.at("/request/url").asString());
            default -> {}
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                received(JsonMapper.shared().readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
