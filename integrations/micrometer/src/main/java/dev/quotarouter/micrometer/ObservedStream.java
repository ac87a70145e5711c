package dev.quotarouter.micrometer;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.error.ChatCancelledException;
import java.util.Iterator;
import java.util.List;

/** A stream whose observation ends with it. */
final class ObservedStream implements ChatStream {
    private final ChatStream stream;
    private final ChatObservation observation;
    private final Iterator<ChatChunk> chunks = new Chunks();

    ObservedStream(ChatStream stream, ChatObservation observation) {
        this.stream = stream;
        this.observation = observation;
    }

    private final class Chunks implements Iterator<ChatChunk> {
        @Override
        public boolean hasNext() {
            try {
                boolean more = stream.iterator().hasNext();
                if (!more) {
                    observation.ended(stream.response(), null);
                }
                return more;
            } catch (RuntimeException | Error e) {
                observation.ended(null, e);
                throw e;
            }
        }

        @Override
        public ChatChunk next() {
            try {
                return stream.iterator().next();
            } catch (RuntimeException | Error e) {
                observation.ended(null, e);
                throw e;
            }
        }
    }

    @Override
    public Iterator<ChatChunk> iterator() {
        return chunks;
    }

    @Override
    public ChatResponse response() {
        try {
            ChatResponse response = stream.response();
            observation.ended(response, null);
            return response;
        } catch (RuntimeException | Error e) {
            observation.ended(null, e);
            throw e;
        }
    }

    @Override
    public void close() {
        stream.close();
        // Without effect if it has ended before.
        observation.ended(null, new ChatCancelledException("the stream was closed before its end", List.of()));
    }
}
