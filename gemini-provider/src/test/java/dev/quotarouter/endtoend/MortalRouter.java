package dev.quotarouter.endtoend;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A process with a router that keeps a file: it says what the day's count is, then chats on several threads until it is killed,
 * or until its input ends.
 */
final class MortalRouter {
    static final int THREADS = 4;

    private static final ChatRequest REQUEST = ChatRequest.of("chat", "Hi");

    private MortalRouter() {}

    /**
     * Runs it.
     *
     * @param args the server's address, the file, and how many milliseconds its clock is ahead
     */
    public static void main(String[] args) throws IOException {
        Duration ahead = Duration.ofMillis(Long.parseLong(args[2]));
        try (GeminiProvider provider =
                        GeminiProvider.builder().baseUrl(URI.create(args[0])).build();
                QuotaRouter router = QuotaRouter.builder()
                        .provider(provider)
                        .deployment(Deployment.builder("chat", "gemini/gemini-2.5-flash")
                                .apiKey("KEY-OF-A-MORTAL")
                                .rpd(1_000_000)
                                .build())
                        .usageFile(Path.of(args[1]))
                        .time(ahead(ahead))
                        .build()) {
            System.out.println(usedToday(router));
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> chatForEver(router));
                thread.setDaemon(true);
                thread.start();
            }
            while (System.in.read() >= 0) {
                // Nobody says anything; the end comes when whoever started this is gone.
            }
            Runtime.getRuntime().halt(0);
        }
    }

    private static void chatForEver(QuotaRouter router) {
        while (true) {
            router.chat(REQUEST);
        }
    }

    private static long usedToday(QuotaRouter router) {
        return router.status().pools().get(0).windows().stream()
                .filter(window -> window.dimension() == QuotaDimension.REQUESTS && window.span() == QuotaSpan.DAY)
                .mapToLong(window -> window.used() + window.reserved())
                .sum();
    }

    private static TimeSource ahead(Duration ahead) {
        TimeSource system = TimeSource.system();
        return new TimeSource() {
            @Override
            public Instant now() {
                return system.now().plus(ahead);
            }

            @Override
            public long nanoTime() {
                return system.nanoTime();
            }
        };
    }
}
