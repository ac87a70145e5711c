package dev.quotarouter.benchmarks.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.provider.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WholeCallBenchmarkTest {
    private final WholeCallBenchmark benchmark = new WholeCallBenchmark();

    @BeforeEach
    void open() throws IOException {
        benchmark.open();
    }

    @AfterEach
    void close() throws IOException {
        benchmark.close();
    }

    @Test
    void the_router_reads_from_the_reply_what_the_call_by_hand_reads() throws IOException {
        HandWrittenChat.Reply byHand = benchmark.byHand();

        ChatResponse response = benchmark.throughRouter();

        assertThat(response.text()).startsWith("The oldest library").isEqualTo(byHand.text());
        assertThat(response.providerFinishReason()).isEqualTo(byHand.finishReason());
        assertThat(response.usage().inputTokens()).isEqualTo(byHand.promptTokens());
        assertThat(response.attempts()).hasSize(1);
    }

    @Test
    void the_provider_alone_reads_it_too() {
        assertThat(benchmark.providerAlone()).isInstanceOf(Outcome.Completed.class);
    }
}
