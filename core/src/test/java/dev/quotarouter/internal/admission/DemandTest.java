package dev.quotarouter.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.TextPart;
import org.junit.jupiter.api.Test;

class DemandTest {
    @Test
    void what_lies_with_the_provider_teaches_nothing_about_estimates() {
        ChatRequest plain = ChatRequest.of("m", "hello");
        ChatRequest cached = plain.toBuilder()
                .options(ChatOptions.builder().cachedContent("cachedContents/a").build())
                .build();
        ChatRequest file = ChatRequest.builder("m")
                .user(new TextPart("what is it?"), new FilePart("https://host/a", "video/mp4"))
                .build();

        assertThat(Demand.of(plain).isAllKnown()).isTrue();
        assertThat(Demand.of(cached).isAllKnown()).isFalse();
        assertThat(Demand.of(file).isAllKnown()).isFalse();
    }
}
