package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatResponseCollector;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/** Events as Gemini sends them, and what was made of them. */
final class StreamTexts {
    private StreamTexts() {}

    static String said(String parts) {
        return "{\"candidates\": [{\"content\": {\"parts\": [" + parts + "],\"role\": \"model\"},\"index\": 0}]}";
    }

    static String text(String text) {
        return said("{\"text\": \"" + text + "\"}");
    }

    static String finish(String reason) {
        return "{\"candidates\": [{\"finishReason\": \"" + reason
                + "\",\"index\": 0}],\"usageMetadata\": {\"promptTokenCount\": 4,\"totalTokenCount\": 9}}";
    }

    static String sse(String... events) {
        StringBuilder stream = new StringBuilder();
        for (String event : events) {
            stream.append("data: ").append(event).append("\r\n\r\n");
        }
        return stream.toString();
    }

    static ChunkSource opened(Opening opening) {
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return ((Opening.Opened) opening).source();
    }

    static Failure failed(Opening opening) {
        assertThat(opening).isInstanceOf(Opening.Failed.class);
        return ((Opening.Failed) opening).failure();
    }

    static ChatChunk chunk(StreamEvent event) {
        assertThat(event).isInstanceOf(StreamEvent.Chunk.class);
        return ((StreamEvent.Chunk) event).chunk();
    }

    static Failure broken(StreamEvent event) {
        assertThat(event).isInstanceOf(StreamEvent.Broken.class);
        return ((StreamEvent.Broken) event).failure();
    }

    /** All events to the last one, which comes again however often one asks. */
    static List<StreamEvent> all(ChunkSource source) {
        List<StreamEvent> events = new ArrayList<>();
        do {
            events.add(source.next());
        } while (events.get(events.size() - 1) instanceof StreamEvent.Chunk);
        assertThat(source.next()).isEqualTo(events.get(events.size() - 1));
        return events;
    }

    /** What the chunks of a whole stream make together. */
    static ChatResponse whole(ChunkSource source) {
        ChatResponseCollector collector = new ChatResponseCollector();
        List<StreamEvent> events = all(source);
        assertThat(events.remove(events.size() - 1)).isInstanceOf(StreamEvent.End.class);
        events.forEach(event -> collector.add(chunk(event)));
        assertThat(collector.isFinished()).isTrue();
        return collector.response();
    }
}
