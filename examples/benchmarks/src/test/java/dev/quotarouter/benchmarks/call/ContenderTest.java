package dev.quotarouter.benchmarks.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.router.ModelRouter;
import dev.quotarouter.benchmarks.load.Contender;
import dev.quotarouter.benchmarks.load.Mode;
import dev.quotarouter.benchmarks.load.Reply;
import dev.quotarouter.benchmarks.loopback.ServerProcess;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContenderTest {
    private static ServerProcess server;

    @BeforeAll
    static void open() throws IOException {
        server = ServerProcess.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_contender_reads_the_same_whole_answer(Client entrant) throws IOException {
        try (Contender contender = entrant.open(server.url())) {
            Reply reply = contender.chat().read();

            assertThat(reply.text())
                    .startsWith("The oldest library that still lends books is")
                    .endsWith("to readers with a card.\n")
                    .hasSize(1_180);
            assertThat(reply.promptTokens()).isEqualTo(402);
            assertThat(reply.replyTokens()).isEqualTo(296);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "LANGCHAIN4J_ROUTER", mode = EnumSource.Mode.EXCLUDE)
    void every_contender_that_streams_reads_the_same_stream(Client entrant) throws IOException {
        AtomicInteger chunks = new AtomicInteger();
        try (Contender contender = entrant.open(server.url())) {
            Reply reply = contender.stream(chunks::incrementAndGet).read();

            assertThat(reply.text())
                    .isEqualTo(
                            "The oldest library that still lends books, as far as anybody knows, keeps a reading room. "
                                    .repeat(10));
            assertThat(reply.promptTokens()).isEqualTo(402);
            assertThat(reply.replyTokens()).isEqualTo(162);
            assertThat(chunks.get()).isPositive();
        }
    }

    @Test
    void the_router_of_langchain4j_takes_no_two_streaming_models() {
        StreamingChatModel model = GoogleAiGeminiStreamingChatModel.builder()
                .apiKey("secret")
                .modelName(LibraryChat.MODEL)
                .build();

        assertThatThrownBy(() -> ModelRouter.builder().addRoutes(model, model).build())
                .hasMessage("you cannot mix streaming and non streaming models");
        assertThat(Client.LANGCHAIN4J_ROUTER.can(Mode.STREAMED)).isFalse();
    }
}
