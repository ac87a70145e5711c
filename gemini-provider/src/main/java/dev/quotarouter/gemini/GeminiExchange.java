package dev.quotarouter.gemini;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;

/**
 * One HTTP call: how far it came, and whether we ended it. OkHttp shows a time-out, a cancel and a broken line by much the
 * same exceptions; the difference is known here.
 *
 * <p>{@link #stop} may be called by any thread; the events come on the thread that makes the call.
 */
final class GeminiExchange extends EventListener {
    /** Who ended the call. */
    enum End {
        /** Nobody yet. */
        OPEN,
        /** It came to its own end. */
        OVER,
        /** The caller gave up. */
        CANCELLED,
        /** The provider was closed. */
        CLOSED
    }

    private final Call call;
    private final Optional<Thread> blocked;
    private final ProviderWords words;
    private final AtomicReference<End> end = new AtomicReference<>(End.OPEN);
    private volatile boolean sent;
    private volatile boolean answered;

    /**
     * Follows the call.
     *
     * @param blocked the thread that waits for it, if one does
     */
    GeminiExchange(Call call, Optional<Thread> blocked, ProviderWords words) {
        this.call = call;
        this.blocked = blocked;
        this.words = words;
        call.addEventListener(this);
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = true;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        answered = true;
    }

    Call call() {
        return call;
    }

    /** {@return whether a thread waits that cannot be woken but by breaking off the call} */
    boolean blocks() {
        return blocked.isPresent();
    }

    /** Breaks the call off, unless it is over. */
    void stop(End reason) {
        if (end.compareAndSet(End.OPEN, reason)) {
            call.cancel();
        }
    }

    /** Breaks the call off if the thread that waits for it was interrupted. */
    void stopIfInterrupted() {
        if (blocked.isPresent() && blocked.get().isInterrupted()) {
            stop(End.CANCELLED);
        }
    }

    /** {@return the outcome, now that the call is over} A reply that came before it was stopped stays a reply. */
    Outcome over(Outcome outcome) {
        stopIfInterrupted();
        boolean stopped = !end.compareAndSet(End.OPEN, End.OVER);
        return stopped && outcome instanceof Outcome.Failed ? failed(stopped()) : outcome;
    }

    /** {@return what it means that the call ended with an exception} */
    Outcome over(Exception exception) {
        Exception cause = unwrapped(exception);
        if (cause instanceof InterruptedException) {
            // Waiting for a connection takes the interrupt status away.
            Thread.currentThread().interrupt();
        }
        if (!end.compareAndSet(End.OPEN, End.OVER)) {
            return failed(stopped());
        }
        if (blocked.isPresent() && Thread.currentThread().isInterrupted()) {
            return failed(failure(FailureKind.CANCELLED, "the call was interrupted"));
        }
        return failed(failure(kind(cause), describe(cause)));
    }

    private static Exception unwrapped(Exception exception) {
        return exception instanceof JacksonIOException && exception.getCause() instanceof Exception cause
                ? cause
                : exception;
    }

    private Failure stopped() {
        return failure(
                FailureKind.CANCELLED, end.get() == End.CLOSED ? "the provider was closed" : "the call was cancelled");
    }

    private FailureKind kind(Exception cause) {
        if (cause instanceof SocketTimeoutException && !sent) {
            // The connection's own time, shorter than the call's.
            return FailureKind.CONNECTION_FAILED;
        }
        // Only its own time cancels a call that we did not; and the word comes before the cancel does.
        if (call.isCanceled() || cause instanceof InterruptedIOException) {
            return FailureKind.TIMEOUT;
        }
        // Once the reply has begun it is cut, too long or unreadable, whatever became of the line.
        return answered ? FailureKind.MALFORMED_RESPONSE : FailureKind.CONNECTION_FAILED;
    }

    private String describe(Exception cause) {
        if (cause instanceof StreamReadException unreadable) {
            return "the reply cannot be read: " + unreadable.getOriginalMessage();
        }
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }

    private Failure failure(FailureKind kind, String message) {
        Failure.Builder failure = Failure.builder(kind, words.clean(message));
        if (!sent || refusedUnread(message)) {
            failure.neverSent();
        }
        return failure.build();
    }

    /** HTTP/2: "REFUSED_STREAM … indicates that the stream is being closed prior to any processing". */
    private boolean refusedUnread(String message) {
        return !answered && message.contains("REFUSED_STREAM");
    }

    private static Outcome failed(Failure failure) {
        return new Outcome.Failed(failure);
    }
}
