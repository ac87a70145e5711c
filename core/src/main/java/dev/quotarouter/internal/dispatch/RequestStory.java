package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.event.RequestTimes;
import dev.quotarouter.event.RouterEvent;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells those who listen how one request goes. Costs next to nothing where nobody does. Not thread-safe. */
final class RequestStory {
    private static final long NONE = -1;

    private final ChatRequest request;
    private final boolean streaming;
    private final AttemptLog attempts;
    private final News news;
    private final TimeSource time;
    private final long arrivedNanos;
    private long waitedNanos;
    private long waitsSince;
    private boolean waits;
    private long firstChunkNanos = NONE;
    private boolean told;

    /**
     * A request has come.
     *
     * @param nanos the present, by the clock that counts nanoseconds
     */
    RequestStory(ChatRequest request, boolean streaming, AttemptLog attempts, News news, TimeSource time, long nanos) {
        this.request = request;
        this.streaming = streaming;
        this.attempts = attempts;
        this.news = news;
        this.time = time;
        this.arrivedNanos = nanos;
    }

    /** It is looked at again; if it waited, that is over. */
    void goesOn(long nanos) {
        if (waits) {
            waits = false;
            waitedNanos += nanos - waitsSince;
        }
    }

    void queued(int priority, Instant expectedAt, long nanos, long now) {
        waits = true;
        waitsSince = nanos;
        if (news.listeners().areThere()) {
            news.listeners()
                    .tell(new RouterEvent.Queued(Instant.ofEpochMilli(now), request.model(), priority, expectedAt));
        }
    }

    void admitted(Selection selection) {
        Slot slot = selection.slot();
        news.admitted(slot, selection.reservation().openedAt());
        if (news.listeners().areThere()) {
            long now = time.epochMillis();
            news.listeners()
                    .tell(new RouterEvent.Admitted(
                            Instant.ofEpochMilli(now),
                            request.model(),
                            slot.id(),
                            selection.reservation().estimate(),
                            Duration.ofNanos(waitedNanos)));
        }
    }

    void firstChunkCame() {
        if (firstChunkNanos == NONE) {
            firstChunkNanos = time.nanoTime() - arrivedNanos;
        }
    }

    /** The last call of the log has ended. */
    void attempted(long now) {
        if (news.listeners().areThere()) {
            news.listeners()
                    .tell(new RouterEvent.Attempted(Instant.ofEpochMilli(now), request.model(), attempts.last()));
        }
    }

    void served(Slot slot, TokenUsage usage, long now) {
        if (news.listeners().areThere() && !told) {
            told = true;
            List<Attempt> calls = attempts.all();
            news.listeners()
                    .tell(new RouterEvent.Served(
                            Instant.ofEpochMilli(now),
                            request.model(),
                            slot.id(),
                            streaming,
                            times(calls),
                            calls.size(),
                            usage));
        }
    }

    /** It has ended otherwise; told once. */
    void failed(String reason) {
        if (news.listeners().areThere() && !told) {
            told = true;
            List<Attempt> calls = attempts.all();
            news.listeners()
                    .tell(new RouterEvent.Failed(
                            Instant.ofEpochMilli(time.epochMillis()),
                            request.model(),
                            calls.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(attempts.last().deployment()),
                            streaming,
                            reason,
                            times(calls),
                            calls.size()));
        }
    }

    private RequestTimes times(List<Attempt> calls) {
        long nanos = time.nanoTime();
        goesOn(nanos);
        Duration called = calls.stream().map(Attempt::duration).reduce(Duration.ZERO, Duration::plus);
        return new RequestTimes(
                Duration.ofNanos(nanos - arrivedNanos),
                Duration.ofNanos(waitedNanos),
                called,
                firstChunkNanos == NONE ? Optional.empty() : Optional.of(Duration.ofNanos(firstChunkNanos)));
    }
}
