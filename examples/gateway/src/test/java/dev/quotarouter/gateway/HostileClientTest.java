package dev.quotarouter.gateway;

import static dev.quotarouter.gateway.World.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.simulator.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, broken, huge or mean: each is turned away, and a neighbour notices nothing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileClientTest {
    private static final int HUGE = 100 * 1024 * 1024;
    private static final String MODELS = "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private static final Duration SOON = Duration.ofMillis(500);

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 104857600", "Transfer-Encoding: chunked"})
    void a_body_of_100_MB_is_refused_and_not_kept(String framing) throws IOException {
        try (World world = World.open();
                RawClient client = new RawClient(world.port())) {
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> first(client));
            client.send(head(framing, ""));
            boolean chunked = framing.startsWith("Transfer");

            sendHuge(client.socket().getOutputStream(), chunked);

            assertThat(answer)
                    .succeedsWithin(World.PATIENCE)
                    .asString()
                    .startsWith("HTTP/1.1 413 ")
                    .contains("request_too_large");
            assertNeighbourIsServed(world);
        }
    }

    @Test
    void who_asks_before_sending_100_MB_need_not_send_them() throws IOException {
        try (World world = World.open();
                RawClient client = new RawClient(world.port())) {
            client.send(head("Content-Length: " + HUGE, "Expect: 100-continue\r\n"));
            assertThat(client.read()).startsWith("HTTP/1.1 413 ");
        }
        try (World world = World.open();
                RawClient client = new RawClient(world.port())) {
            client.send(head("Content-Length: " + HELLO.length(), "Expect: 100-continue\r\n"));
            client.readUntil("HTTP/1.1 100 Continue");
            client.send(HELLO);
            assertThat(client.readUntil("You said: Hello")).contains("HTTP/1.1 200 ");
        }
    }

    @Test
    void large_bodies_of_many_do_not_fill_the_memory() throws IOException {
        int half = 600_000;
        try (World world = with(limits -> limits.withMaxBodyBytes(1_000_000).withMaxBodiesBytes(1_000_000))) {
            try (RawClient first = new RawClient(world.port())) {
                first.send(head("Content-Length: " + (half + 1), "") + "x".repeat(half));
                Await.until("the second is told to come back", () -> {
                    try (RawClient another = new RawClient(world.port())) {
                        another.send(head("Content-Length: " + half, "") + "x".repeat(half));
                        String answer = another.read();
                        return answer.startsWith("HTTP/1.1 503 ") && answer.contains("Retry-After: 1");
                    }
                });
            }
            Await.until("there is room again", () -> {
                try (RawClient another = new RawClient(world.port())) {
                    another.send(head("Content-Length: " + half, "") + "x".repeat(half));
                    return another.read().startsWith("HTTP/1.1 400 ");
                }
            });
            assertNeighbourIsServed(world);
        }
    }

    @Test
    void a_body_that_does_not_come_is_not_waited_for() throws IOException {
        try (World world = with(limits -> limits.withBodyTimeout(SOON));
                RawClient client = new RawClient(world.port())) {
            client.send(head("Content-Length: 100", "") + "{\"model\":");

            assertThat(client.read()).startsWith("HTTP/1.1 408 ");
            assertNeighbourIsServed(world);
        }
    }

    @Test
    void a_head_that_trickles_in_for_ever_is_cut_off() throws IOException {
        try (World world = with(limits -> limits.withIdleTimeout(SOON));
                RawClient client = new RawClient(world.port())) {
            client.send("GET /v1/models HTTP/1.1\r\n");

            Await.until("the connection is closed although it is never silent", () -> {
                try {
                    client.send("X: y\r\n");
                    return false;
                } catch (IOException closed) {
                    return true;
                }
            });
            assertNeighbourIsServed(world);
        }
    }

    @Test
    void a_connection_without_a_request_is_closed_and_one_with_a_chat_is_not() throws IOException {
        try (HeldWorld world = new HeldWorld(
                        settings -> settings.withLimits(settings.limits().withIdleTimeout(SOON)));
                RawClient busy = world.stream();
                RawClient idle = new RawClient(world.port())) {
            assertThat(idle.isClosedAfterAll()).isTrue();

            world.gemini().letGo();
            assertThat(busy.readUntil("[DONE]")).contains(" ended");
            assertThat(busy.isClosedAfterAll()).isTrue();
        }
    }

    @Test
    void a_flood_of_headers_is_refused() throws IOException {
        try (World world = World.open();
                RawClient client = new RawClient(world.port())) {
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> first(client));

            flood(client);

            assertThat(answer).succeedsWithin(World.PATIENCE).asString().matches("(?s)(HTTP/1.1 431 .*)?");
            assertNeighbourIsServed(world);
        }
    }

    @Test
    void more_connections_than_there_may_be_are_closed() throws IOException {
        try (World world = with(limits -> limits.withMaxConnections(20))) {
            List<RawClient> flood = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                flood.add(new RawClient(world.port()));
            }
            for (RawClient client : flood) {
                client.send(MODELS);
                client.readUntil("gpt-4");
            }

            assertThat(RawClient.ask(world.port(), MODELS)).isEmpty();

            for (RawClient client : flood) {
                client.close();
            }
            Await.until(
                    "there is room again",
                    () -> RawClient.ask(world.port(), MODELS).startsWith("HTTP/1.1 200 "));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "GET\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\r\n\r\n\r\n\r\n\0\0\0\0"
            })
    void what_is_no_http_harms_nobody(String garbage) throws IOException {
        try (World world = with(limits -> limits.withIdleTimeout(SOON));
                RawClient client = new RawClient(world.port())) {
            client.send(garbage);
            assertThat(client.isClosedAfterAll()).isTrue();
            assertNeighbourIsServed(world);
        }
    }

    @Test
    void a_client_that_goes_breaks_its_chat_off() throws IOException {
        try (HeldWorld world = new HeldWorld(UnaryOperator.identity())) {
            RawClient leaving = world.stream();
            RawClient halfClosing = world.stream();
            assertThat(world.underWay()).isEqualTo(2);

            halfClosing.socket().shutdownOutput();
            Await.until("a half-closed socket is taken for a client that goes", () -> world.underWay() == 1);
            leaving.close();
            Await.until("nothing is under way", () -> world.underWay() == 0);
            halfClosing.close();
        }
    }

    @Test
    void a_client_that_goes_before_the_first_word_breaks_its_chat_off() throws IOException {
        try (World world = World.open()) {
            world.gemini().inject(Fault.stalled());
            for (String body : List.of(HELLO, HeldWorld.STREAM)) {
                RawClient client = new RawClient(world.port());
                client.send(RawClient.post(body));
                Await.until("the call is under way", () -> underWay(world) == 1);

                client.close();

                Await.until("nothing is under way", () -> underWay(world) == 0);
            }
        }
    }

    @Test
    void a_reader_who_stops_reading_is_waited_for_and_then_cut_off() throws IOException {
        try (World world = with(limits -> limits.withStallTimeout(SOON).withMaxConnections(1));
                RawClient client = new RawClient(world.port())) {
            world.gemini().inject(Fault.hugeBody(30_000_000).times(1));
            client.send(RawClient.post(HeldWorld.STREAM));
            client.readUntil("chat.completion.chunk");
            assertThat(RawClient.ask(world.port(), MODELS)).isEmpty();

            Await.until("the call upstream is broken off", () -> underWay(world) == 0);

            // The reader has still taken nothing; its connection was the only one that there may be.
            Await.until(
                    "there is room", () -> RawClient.ask(world.port(), MODELS).startsWith("HTTP/1.1 200 "));
            assertThat(client.isClosedAfterAll()).isTrue();
        }
    }

    @Test
    void a_slow_reader_gets_all_of_it() throws IOException {
        try (World world = World.open();
                RawClient client = new RawClient(world.port())) {
            world.gemini().inject(Fault.hugeBody(10_000_000).times(1));
            client.send(RawClient.post(HeldWorld.STREAM));
            client.readUntil("chat.completion.chunk");
            assertNeighbourIsServed(world);

            String rest = client.readUntil("[DONE]");

            assertThat(rest.chars().filter(c -> c == 'x').count()).isGreaterThan(9_000_000);
        }
    }

    @Test
    void a_slow_reader_who_takes_all_in_time_keeps_its_connection() throws IOException {
        Duration stall = Duration.ofSeconds(5);
        try (World world = with(limits -> limits.withStallTimeout(stall));
                RawClient client = new RawClient(world.port())) {
            world.gemini().inject(Fault.hugeBody(10_000_000).times(1));
            client.send(RawClient.post(HeldWorld.STREAM));
            client.readUntil("chat.completion.chunk");
            assertNeighbourIsServed(world);

            client.readUntil("[DONE]\n\n\r\n0\r\n\r\n");
            long wholeAt = System.nanoTime();

            while (System.nanoTime() - wholeAt < stall.toNanos()) {
                client.send(MODELS);
                assertThat(client.readUntil("}]}")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void a_crowd_of_them_at_once_harms_nobody() {
        try (World world = World.locked()) {
            List<CompletableFuture<String>> crowd = IntStream.range(0, 60)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> RawClient.ask(world.port(), mischief(i))))
                    .toList();

            for (int i = 0; i < 20; i++) {
                assertThat(world.chat(HELLO).statusCode()).isEqualTo(200);
            }
            assertThat(crowd)
                    .allSatisfy(one -> assertThat(one)
                            .succeedsWithin(World.PATIENCE)
                            .asString()
                            .doesNotContain("HTTP/1.1 200", "HTTP/1.1 500"));
        }
    }

    private static String mischief(int number) {
        return switch (number % 4) {
            case 0 -> RawClient.post("{\"model\": \"gpt-4\", \"messages\": ".repeat(1000));
            case 1 -> RawClient.post(HELLO);
            case 2 -> "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n";
            default -> "DELETE /../../etc/passwd HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \u0001\r\n\r\n";
        };
    }

    private static World with(UnaryOperator<GatewayLimits> limits) {
        return World.with(settings -> settings.withLimits(limits.apply(settings.limits())));
    }

    private static int underWay(World world) {
        return world.router().status().deployments().stream()
                .mapToInt(deployment -> deployment.inFlight())
                .sum();
    }

    private static void assertNeighbourIsServed(World world) {
        assertThat(world.chat(HELLO).statusCode()).isEqualTo(200);
    }

    private static String head(String framing, String more) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n" + framing + "\r\n" + more + "\r\n";
    }

    private static String first(RawClient client) {
        try {
            return client.read();
        } catch (IOException closed) {
            return "";
        }
    }

    private static void sendHuge(OutputStream out, boolean chunked) throws IOException {
        byte[] piece = "x".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
        for (int sent = 0; sent < HUGE; sent += piece.length) {
            if (chunked) {
                out.write("100000\r\n".getBytes(StandardCharsets.UTF_8));
            }
            out.write(piece);
            if (chunked) {
                out.write("\r\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void flood(RawClient client) throws IOException {
        client.send("GET /v1/models HTTP/1.1\r\n");
        try {
            for (int i = 0; i < 10_000; i++) {
                client.send("X-Header-" + i + ": " + "y".repeat(1000) + "\r\n");
            }
        } catch (IOException closed) {
            // As it may.
        }
    }
}
