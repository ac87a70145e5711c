package dev.quotarouter.internal.dispatch;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.StreamEvent;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read on its caller's thread.
 *
 * <p>Session and transcript belong to whoever has turned the state to {@link State#READING}; a {@link #close()} that comes
 * meanwhile wakes the reader, who then ends the stream himself.
 */
final class RoutedStream implements ChatStream {
    private enum State {
        IDLE,
        READING,
        /** Closed while someone reads: he is to end it. */
        CLOSING,
        ENDED
    }

    private final RoutingSession session;
    private final Transcript transcript;
    private final WaitingRoom waitingRoom;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile ChunkSource source;
    private volatile @Nullable AsyncDriver<?, ?> continuing;
    private final Chunks chunks = new Chunks();
    private @Nullable ChatResponse response;
    private volatile @Nullable RouterException exception;

    /** Opens the stream. */
    RoutedStream(RoutingSession session, WaitingRoom waitingRoom) {
        this.session = session;
        this.transcript = new Transcript(session);
        this.waitingRoom = waitingRoom;
        this.source = new BlockingDriver(session, waitingRoom).open();
    }

    @Override
    public Iterator<ChatChunk> iterator() {
        return chunks;
    }

    @Override
    public ChatResponse response() {
        while (chunks.hasNext()) {
            chunks.next();
        }
        return requireNonNull(response, "a stream that has ended without an exception has its response");
    }

    @Override
    public void close() {
        State before = state.getAndUpdate(RoutedStream::closed);
        if (before == State.IDLE) {
            leave();
        } else if (before == State.READING) {
            Quietly.close(source);
            AsyncDriver<?, ?> opening = continuing;
            if (opening != null) {
                opening.cancel();
            }
        }
    }

    private static State closed(State now) {
        return switch (now) {
            case IDLE, ENDED -> State.ENDED;
            case READING, CLOSING -> State.CLOSING;
        };
    }

    /** {@return the next chunk; null at the end of the reply} */
    private @Nullable ChatChunk read() {
        if (!state.compareAndSet(State.IDLE, State.READING)) {
            throw misread();
        }
        try {
            ChatChunk chunk = nextChunk();
            if (chunk == null) {
                end();
            } else if (!state.compareAndSet(State.READING, State.IDLE)) {
                throw leave();
            }
            return chunk;
        } catch (RouterException e) {
            exception = e;
            end();
            throw e;
        } catch (RuntimeException | Error e) {
            RouterException unused = leave();
            throw e;
        }
    }

    private @Nullable ChatChunk nextChunk() {
        while (true) {
            StreamEvent event = nextEvent();
            if (event instanceof StreamEvent.Chunk chunk) {
                return transcript.take(chunk.chunk());
            }
            if (event instanceof StreamEvent.End) {
                response = transcript.end();
                return null;
            }
            goOn(((StreamEvent.Broken) event));
        }
    }

    private StreamEvent nextEvent() {
        try {
            StreamEvent event = source.next();
            return event == null ? new StreamEvent.Broken(Broken.provider(null)) : event;
        } catch (RuntimeException e) {
            return new StreamEvent.Broken(Broken.provider(e));
        }
    }

    private void goOn(StreamEvent.Broken broken) {
        boolean goesOn = transcript.broke(broken.failure());
        Quietly.close(source);
        waitingRoom.roomMade();
        if (!goesOn || state.get() == State.CLOSING) {
            throw transcript.exception(Optional.empty());
        }
        try {
            source = openTheRest();
        } catch (RouterException e) {
            throw transcript.exception(Optional.of(e));
        }
    }

    /** Not on this thread, so that whoever closes the stream meanwhile need not wait for it. */
    private ChunkSource openTheRest() {
        AsyncDriver<Opening, ChunkSource> driver = new AsyncDriver<>(session, waitingRoom, new AsyncCalls.Openings());
        continuing = driver;
        CompletableFuture<ChunkSource> opening = driver.start();
        if (state.get() == State.CLOSING) {
            driver.cancel();
        }
        try {
            return awaited(opening, driver);
        } finally {
            continuing = null;
        }
    }

    private ChunkSource awaited(CompletableFuture<ChunkSource> opening, AsyncDriver<?, ?> driver) {
        try {
            return opening.get();
        } catch (InterruptedException e) {
            driver.cancel();
            Thread.currentThread().interrupt();
            return joined(opening);
        } catch (CancellationException | ExecutionException e) {
            return joined(opening);
        }
    }

    /** The opening has ended or is about to: until it has, the session is the driver's. */
    private ChunkSource joined(CompletableFuture<ChunkSource> opening) {
        try {
            return opening.join();
        } catch (CancellationException e) {
            throw Endings.cancelled("the stream was closed", session.attempts());
        } catch (CompletionException e) {
            throw Broken.rethrown(e.getCause());
        }
    }

    private RuntimeException misread() {
        RouterException known = exception;
        if (known != null) {
            return known;
        }
        return state.get() == State.READING
                ? new IllegalStateException("two threads read the same stream")
                : new ChatCancelledException("the stream was closed", List.of());
    }

    private RouterException leave() {
        RouterException left = transcript.left();
        exception = left;
        end();
        return left;
    }

    private void end() {
        state.set(State.ENDED);
        Quietly.close(source);
        waitingRoom.roomMade();
    }

    /** The chunks, one read ahead when someone asks whether there is one. */
    private final class Chunks implements Iterator<ChatChunk> {
        private @Nullable ChatChunk ahead;

        @Override
        public boolean hasNext() {
            if (ahead == null && response == null) {
                ahead = read();
            }
            return ahead != null;
        }

        @Override
        public ChatChunk next() {
            ChatChunk chunk = hasNext() ? ahead : null;
            ahead = null;
            if (chunk == null) {
                throw new NoSuchElementException("the stream has ended");
            }
            return chunk;
        }
    }
}
