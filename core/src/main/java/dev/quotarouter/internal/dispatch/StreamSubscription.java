package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.StreamEvent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's way through a stream: fetches an event, hands it over when it is asked for, fetches the next.
 *
 * <p>Everything happens in rounds, of which one runs at a time, on the thread that caused it: who comes while one runs only
 * leaves word that another is due. So signals never overlap, and session and transcript need no lock. At most one event is
 * held that nobody has asked for: the stream's end is told to those who ask for no more.
 */
final class StreamSubscription implements Flow.Subscription {
    private final Flow.Subscriber<? super ChatChunk> subscriber;
    private final RoutingSession session;
    private final Transcript transcript;
    private final WaitingRoom waitingRoom;
    private final CompletableFuture<ChatResponse> response;

    private final AtomicInteger roundsDue = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean badRequest;
    /** What is being waited for; a cancellation ends it. */
    private volatile CompletableFuture<?> fetching = CompletableFuture.completedFuture(null);

    private volatile @Nullable ChunkSource source;
    private volatile @Nullable AsyncDriver<?, ?> opening;
    private volatile @Nullable Landed landed;
    // Below: within rounds only.
    private boolean underWay;
    private @Nullable StreamEvent arrived;
    private boolean began;
    private boolean broke;
    private boolean over;

    /** What a fetch brought: a source, an event, or what went wrong. */
    private record Landed(
            @Nullable Object brought, @Nullable Throwable thrown) {}

    StreamSubscription(
            Flow.Subscriber<? super ChatChunk> subscriber,
            RoutingSession session,
            WaitingRoom waitingRoom,
            CompletableFuture<ChatResponse> response) {
        this.subscriber = subscriber;
        this.session = session;
        this.transcript = new Transcript(session);
        this.waitingRoom = waitingRoom;
        this.response = response;
    }

    void start() {
        // As if a round ran: what the subscriber asks for meanwhile is done once it has got its subscription.
        roundsDue.set(1);
        try {
            subscriber.onSubscribe(this);
        } catch (RuntimeException | Error e) {
            over = true;
            response.completeExceptionally(e);
            throw e;
        }
        rounds();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badRequest = true;
        } else {
            demand.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
        }
        round();
    }

    @Override
    public void cancel() {
        cancelled = true;
        // At once, whatever round is running: the connection is what costs.
        stopFetching();
        ChunkSource open = source;
        if (open != null) {
            Quietly.close(open);
        }
        round();
    }

    private void round() {
        if (roundsDue.getAndIncrement() == 0) {
            rounds();
        }
    }

    private void rounds() {
        do {
            if (!over) {
                guardedStep();
            }
        } while (roundsDue.decrementAndGet() != 0);
    }

    // On a thread of somebody else's nobody hears of what is thrown, and the reader would wait for ever.
    private void guardedStep() {
        try {
            step();
        } catch (RuntimeException | Error e) {
            // Thrown by its last signal, it has nobody to be told to.
            if (!over) {
                RuntimeException unused = transcript.left();
                end();
                response.completeExceptionally(e);
                subscriber.onError(e);
            }
        }
    }

    private void step() {
        takeLanded();
        if (cancelled || badRequest) {
            stop();
        } else if (!over) {
            handOver();
        }
        began |= demand.get() > 0;
        if (began && !over && !cancelled && !underWay && arrived == null) {
            fetch();
        }
    }

    private void fetch() {
        underWay = true;
        CompletableFuture<?> next = begin();
        fetching = next;
        if (cancelled) {
            stopFetching(); // It came just before there was anything to cancel.
        }
        CompletableFuture<?> unused = next.whenComplete((brought, thrown) -> {
            landed = new Landed(brought, thrown);
            round();
        });
    }

    private CompletableFuture<?> begin() {
        ChunkSource open = source;
        if (open == null) {
            AsyncDriver<Opening, ChunkSource> driver =
                    new AsyncDriver<>(session, waitingRoom, new AsyncCalls.Openings());
            opening = driver;
            return driver.start();
        }
        try {
            CompletableFuture<StreamEvent> next = open.nextAsync();
            return next != null ? next : CompletableFuture.completedFuture(null);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void takeLanded() {
        Landed news = landed;
        if (news == null) {
            return;
        }
        landed = null;
        underWay = false;
        if (source != null) {
            arrived = news.brought instanceof StreamEvent event
                    ? event
                    : new StreamEvent.Broken(Broken.provider(news.thrown));
        } else if (news.brought instanceof ChunkSource opened) {
            source = opened;
        } else if (!cancelled && !badRequest) {
            fail(openingFailed(Broken.rethrown(news.thrown)));
        }
    }

    private RuntimeException openingFailed(RuntimeException thrown) {
        return broke && thrown instanceof RouterException why ? transcript.exception(Optional.of(why)) : thrown;
    }

    /** What is under way is ended first: it may yet bring a source that has to be closed. */
    private void stop() {
        stopFetching();
        if (underWay) {
            return;
        }
        RuntimeException why = source != null
                ? transcript.left()
                : Endings.cancelled("the reader left the stream", session.attempts());
        if (cancelled) {
            end();
            response.completeExceptionally(why);
        } else {
            fail(new IllegalArgumentException("request(n) needs a positive n (Reactive Streams, rule 3.9)"));
        }
    }

    /** An opening is not cancelled over the head of its driver, whose session it would leave in two hands. */
    private void stopFetching() {
        AsyncDriver<?, ?> driver = opening;
        if (driver != null && source == null) {
            driver.cancel();
        } else {
            fetching.cancel(true);
        }
    }

    private void handOver() {
        StreamEvent event = arrived;
        if (event instanceof StreamEvent.Chunk chunk && demand.get() > 0) {
            arrived = null;
            demand.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - 1);
            handOver(transcript.take(chunk.chunk()));
        } else if (event instanceof StreamEvent.End) {
            ChatResponse whole = transcript.end();
            end();
            response.complete(whole);
            subscriber.onComplete();
        } else if (event instanceof StreamEvent.Broken broken) {
            arrived = null;
            broke(broken);
        }
    }

    private void handOver(ChatChunk chunk) {
        try {
            subscriber.onNext(chunk);
        } catch (RuntimeException | Error e) {
            // Rule 2.13: it has broken its contract, and gets nothing more.
            RuntimeException unused = transcript.left();
            end();
            response.completeExceptionally(e);
        }
    }

    private void broke(StreamEvent.Broken broken) {
        broke = true;
        boolean goesOn = transcript.broke(broken.failure());
        opening = null;
        closeSource();
        waitingRoom.roomMade();
        if (!goesOn) {
            fail(transcript.exception(Optional.empty()));
        }
    }

    private void fail(RuntimeException exception) {
        end();
        response.completeExceptionally(exception);
        subscriber.onError(exception);
    }

    private void end() {
        over = true;
        arrived = null;
        closeSource();
        waitingRoom.roomMade();
    }

    private void closeSource() {
        ChunkSource open = source;
        source = null;
        if (open != null) {
            Quietly.close(open);
        }
    }
}
