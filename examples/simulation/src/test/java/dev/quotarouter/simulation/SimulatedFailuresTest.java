package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiBooks;
import dev.quotarouter.simulator.GeminiBooks.Ruling;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.GeminiSimulatorBuilder;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.RetryHint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation must not be kinder or harder than the wire: the same refusal means the same on both ways. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulatedFailuresTest {
    private static final String MODEL = "gemini-2.5-flash";
    private static final Instant NOON = Instant.parse("2026-03-02T20:00:12.345Z");

    @ParameterizedTest
    @CsvSource({
        "1, 250000, 9, EXACT",
        "1, 250000, 9, ABSENT",
        "9, 250000, 1, EXACT",
        "9, 250000, 1, SHORT_ON_DAY",
        "9, 250000, 1, ABSENT",
        "9, 5, 9, EXACT",
        "1, 5, 1, EXACT",
        "0, 0, 0, EXACT",
        "0, 250000, 9, EXACT",
    })
    void a_refusal_means_what_it_means_over_HTTP(long rpm, long tpm, long rpd, RetryHint hint) {
        GeminiSimulatorBuilder world = world(Limits.of(rpm, tpm, rpd)).retryHint(hint);

        assertThat(overBooks(world.books()))
                .usingRecursiveComparison()
                .ignoringFields("message")
                .isEqualTo(overHttp(world));
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "KEY_INVALID", "MODEL_UNKNOWN"})
    void so_does_an_error(GeminiError error) {
        GeminiSimulatorBuilder world = world(Limits.of(9, 250_000, 9));
        GeminiBooks books = world.books();
        books.inject(Fault.of(error));
        Failure failure = SimulatedFailures.of(((Ruling.Failed) books.call("KEY", MODEL, 1)).error());

        try (GeminiSimulator gemini = world.start();
                GeminiProvider provider = GeminiProvider.create()) {
            gemini.inject(Fault.of(error));
            assertThat(failure.kind())
                    .isEqualTo(call(connect(provider, gemini), provider).kind());
        }
    }

    private static GeminiSimulatorBuilder world(Limits limits) {
        return GeminiSimulator.builder()
                .clock(() -> NOON)
                .project("p", project -> project.key("KEY").model(MODEL, limits));
    }

    /** The first call may be served; the second is refused at the latest. */
    private static Failure overBooks(GeminiBooks books) {
        while (true) {
            if (books.call("KEY", MODEL, 3) instanceof Ruling.Refused refused) {
                return SimulatedFailures.of(refused);
            }
        }
    }

    private static Failure overHttp(GeminiSimulatorBuilder world) {
        try (GeminiSimulator gemini = world.start();
                GeminiProvider provider = GeminiProvider.create()) {
            ChatConnection connection = connect(provider, gemini);
            while (true) {
                Outcome outcome = connection.chat(chat(provider));
                if (outcome instanceof Outcome.Failed failed) {
                    return failed.failure();
                }
            }
        }
    }

    private static Failure call(ChatConnection connection, GeminiProvider provider) {
        return ((Outcome.Failed) connection.chat(chat(provider))).failure();
    }

    private static ChatConnection connect(GeminiProvider provider, GeminiSimulator gemini) {
        return provider.connect(new ProviderTarget(MODEL, new ApiKey("KEY", "KEY"), Optional.of(gemini.url())));
    }

    private static ChatCall chat(GeminiProvider provider) {
        return new ChatCall(ChatRequest.of(MODEL, "Hi there, you"), provider.profile(MODEL), Duration.ofSeconds(10));
    }
}
