package dev.quotarouter.internal.dispatch;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatResponseCollector;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.provider.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of a stream, over all the fragments it may break into, and what the session is told of it.
 *
 * <p>Not thread-safe: it belongs to whoever reads the stream.
 */
final class Transcript {
    private final RoutingSession session;
    private final ChatResponseCollector collector = new ChatResponseCollector();
    private TokenUsage earlier = TokenUsage.UNKNOWN;
    private TokenUsage current = TokenUsage.UNKNOWN;
    private @Nullable Failure failure;

    Transcript(RoutingSession session) {
        this.session = session;
    }

    /** Takes the next chunk; {@return what the reader gets: the chunk, whose running total is that of all fragments} */
    ChatChunk take(ChatChunk chunk) {
        ChatChunk whole = chunk;
        if (!chunk.usage().equals(TokenUsage.UNKNOWN)) {
            current = chunk.usage();
            whole = earlier.equals(TokenUsage.UNKNOWN) ? chunk : chunk.withUsage(earlier.plus(current));
        }
        collector.add(whole);
        return whole;
    }

    /** The stream has come to its end; {@return the whole reply} */
    ChatResponse end() {
        return session.completed(collector.response(), current);
    }

    /** The stream broke; {@return whether the rest is to be asked for} */
    boolean broke(Failure failure) {
        this.failure = failure;
        boolean goesOn = session.broke(failure, collector.response(), current);
        earlier = earlier.plus(current);
        current = TokenUsage.UNKNOWN;
        return goesOn;
    }

    /** The reader left. */
    RouterException left() {
        session.left(current);
        return cancelled("the reader closed the stream");
    }

    /**
     * {@return the end of a stream that broke, for its reader}
     *
     * @param whyNotContinued why the rest could not be had; empty if that was not tried
     */
    RouterException exception(Optional<RouterException> whyNotContinued) {
        Failure last = requireNonNull(failure, "the stream has not broken");
        return Endings.streamBroken(last, collector.response(), session.attempts(), whyNotContinued);
    }

    private RouterException cancelled(String message) {
        return new ChatCancelledException(message, session.attempts());
    }
}
