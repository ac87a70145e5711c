package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.routing.Availability;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in, a router over Gemini answers with a reply or one of its documented exceptions, and keeps nothing reserved.
 *
 * <p>For a thorough run see {@link GeminiFuzzTest}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RouterFuzzTest {
    private static final int INPUTS = Integer.getInteger("quotarouter.fuzz.inputs", 20_000);
    private static final int[] STATUSES = {200, 200, 200, 200, 200, 200, 200, 200, 200, 400, 429, 503};
    private static final MediaType JSON = MediaType.get("application/json");
    private static final ChatRequest HELLO = ChatRequest.builder("chat")
            .user("hello")
            .deadline(Duration.ofMinutes(5))
            .build();

    private long next;
    private int status;
    private int replies;
    private int failures;

    @Test
    void whatever_comes_in_nothing_stays_reserved() {
        // What operators are told of thousands of failures is not what is looked at here.
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            askAll();
        } finally {
            System.setErr(err);
        }

        // The damage must not be so great that nothing is tried but the beginning.
        assertThat(replies).isGreaterThan(INPUTS / 10);
        assertThat(failures).isGreaterThan(INPUTS / 10);
    }

    private void askAll() {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> answer(chain.request()))
                .build();
        try (GeminiProvider provider = GeminiProvider.builder()
                .okHttpClient(client)
                .maxResponseBytes(3_000)
                .build()) {
            QuotaRouter router = router(provider);
            for (int number = 0; number < INPUTS; number++) {
                SplittableRandom chance = new SplittableRandom(number);
                next = number;
                status = STATUSES[chance.nextInt(STATUSES.length)];
                ask(router, number, chance);
                assertNothingIsReserved(router, number);
                if (router.status().deployments().get(0).availability() != Availability.AVAILABLE) {
                    // What was learned of this answer must not spare the router the next one.
                    router.close();
                    router = router(provider);
                }
            }
            router.close();
            assertThat(provider.callsUnderWay()).isZero();
        }
    }

    private void ask(QuotaRouter router, int number, SplittableRandom chance) {
        try {
            switch (chance.nextInt(3)) {
                case 0 -> router.chat(HELLO);
                case 1 -> read(router, Integer.MAX_VALUE);
                default -> read(router, chance.nextInt(3));
            }
            replies++;
        } catch (RouterException e) {
            failures++;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("answer " + number + ": " + text(number), e);
        }
    }

    private static void read(QuotaRouter router, int most) {
        try (ChatStream stream = router.stream(HELLO)) {
            var chunks = stream.iterator();
            for (int i = 0; i < most && chunks.hasNext(); i++) {
                assertThat(chunks.next()).isNotNull();
            }
        }
    }

    private Response answer(Request request) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(ResponseBody.create(DamagedAnswers.number(next), JSON))
                .build();
    }

    private static void assertNothingIsReserved(QuotaRouter router, int number) {
        router.status()
                .pools()
                .forEach(pool -> pool.windows().forEach(window -> {
                    if (window.reserved() != 0) {
                        throw new AssertionError("answer " + number + " left something reserved: " + text(number));
                    }
                }));
    }

    private static String text(int number) {
        return new String(DamagedAnswers.number(number), StandardCharsets.UTF_8);
    }

    private static QuotaRouter router(GeminiProvider provider) {
        return QuotaRouter.builder()
                .provider(provider)
                .numRetries(0)
                .allowedFails(1_000_000)
                .deployment(Deployment.builder("chat", "gemini/gemini-2.5-flash")
                        .apiKey("secret")
                        .rpm(1_000_000_000)
                        .tpm(1_000_000_000_000_000L)
                        .rpd(1_000_000_000)
                        .build())
                .build();
    }
}
