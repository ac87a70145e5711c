package dev.quotarouter.gemini;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;

/**
 * One HTTP call, a stream's to its last event: how far it came, and whether we ended it. OkHttp shows a time-out, a cancel and
 * a broken line by much the same exceptions; the difference is known here.
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
        CLOSED,
        /** The time of the call was over. */
        LATE,
        /** Gemini was silent for too long. */
        SILENT
    }

    private final Call call;
    private final CallTime time;
    private final ProviderWords words;
    private final AtomicReference<End> end = new AtomicReference<>(End.OPEN);
    private volatile boolean sent;
    private volatile boolean answered;
    private volatile Optional<Thread> blocked = Optional.empty();
    private volatile Runnable whenCancelled = () -> {};

    /** Follows the call. */
    GeminiExchange(Call call, CallTime time, ProviderWords words) {
        this.call = call;
        this.time = time;
        this.words = words;
        call.addEventListener(this);
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = true;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        // OkHttp itself throws at some refusals, such as a 407 without a proxy: no reply, so none that is malformed.
        answered = response.isSuccessful();
    }

    @Override
    public void canceled(Call call) {
        whenCancelled.run();
    }

    Call call() {
        return call;
    }

    /** {@return how long it may take} */
    CallTime time() {
        return time;
    }

    /** Sets what is to be done once the call is broken off, whoever does it; on that thread, so it must not wait. */
    void whenCancelled(Runnable action) {
        whenCancelled = action;
    }

    /** States which thread waits for the call, if one does. */
    void blocks(Optional<Thread> thread) {
        blocked = thread;
    }

    /** Breaks the call off, unless it is over. */
    void stop(End reason) {
        if (end.compareAndSet(End.OPEN, reason)) {
            call.cancel();
        }
    }

    /** Breaks the call off if the thread that waits for it was interrupted. */
    void stopIfInterrupted() {
        if (isInterrupted()) {
            stop(End.CANCELLED);
        }
    }

    private boolean isInterrupted() {
        Optional<Thread> thread = blocked;
        return thread.isPresent() && thread.get().isInterrupted();
    }

    /** {@return whether the call is to be broken off now}: nobody waits for it any more, or its time is over */
    boolean isDue(long now) {
        return end.get() == End.OPEN && (isInterrupted() || time.left(now) <= 0);
    }

    /** Breaks the call off if it is due. */
    void stopIfDue(long now) {
        stopIfInterrupted();
        if (isDue(now)) {
            stop(time.isOver(now) ? End.LATE : End.SILENT);
        }
    }

    /** {@return in how many nanoseconds its time will be over; many if that is no matter any more} */
    long left(long now) {
        return end.get() == End.OPEN ? time.left(now) : Long.MAX_VALUE;
    }

    /** Ends the call, unless it was broken off; {@return whether what came stands}: nobody gave it up, if its time was over or not */
    boolean stands() {
        stopIfInterrupted();
        return end.compareAndSet(End.OPEN, End.OVER) || end.get() == End.LATE || end.get() == End.SILENT;
    }

    /** {@return the answer, now that the call is over} What was found before it was given up stays found. */
    <T> Lookup<T> over(Lookup<T> answer) {
        return !stands() && answer instanceof Lookup.Failed ? new Lookup.Failed<>(stopped()) : answer;
    }

    /** {@return what it means that the call ended with this failure} */
    Failure over(Failure failure) {
        return stands() ? failure : stopped();
    }

    /** {@return what it means that the call ended with an exception} */
    Failure over(Exception exception) {
        Exception cause = unwrapped(exception);
        if (cause instanceof InterruptedException) {
            // Waiting for a connection takes the interrupt status away.
            Thread.currentThread().interrupt();
        }
        if (!end.compareAndSet(End.OPEN, End.OVER)) {
            return stopped();
        }
        if (blocked.isPresent() && Thread.currentThread().isInterrupted()) {
            return failure(FailureKind.CANCELLED, "the call was interrupted");
        }
        FailureKind kind = kind(cause);
        // OkHttp has a word for each way in which it notices, and none of them says whose time it was.
        boolean own = kind == FailureKind.TIMEOUT && (call.isCanceled() || !(cause instanceof SocketTimeoutException));
        return failure(kind, own ? "the time of the call was over" : describe(cause));
    }

    private static Exception unwrapped(Exception exception) {
        return exception instanceof JacksonIOException && exception.getCause() instanceof Exception cause
                ? cause
                : exception;
    }

    private Failure stopped() {
        return switch (end.get()) {
            case LATE -> failure(FailureKind.TIMEOUT, "the time of the call was over");
            case SILENT -> failure(FailureKind.TIMEOUT, "Gemini was silent for too long");
            case CLOSED -> failure(FailureKind.CANCELLED, "the provider was closed");
            case OPEN, OVER, CANCELLED -> failure(FailureKind.CANCELLED, "the call was cancelled");
        };
    }

    private FailureKind kind(Exception cause) {
        if (cause instanceof SocketTimeoutException && !sent) {
            // The connection's own time, shorter than the call's.
            return FailureKind.CONNECTION_FAILED;
        }
        // Whoever owns the client may have his own limits.
        if (call.isCanceled() || cause instanceof InterruptedIOException) {
            return FailureKind.TIMEOUT;
        }
        // Once the reply has begun it is cut, too long or unreadable, whatever became of the line.
        return answered ? FailureKind.MALFORMED_RESPONSE : FailureKind.CONNECTION_FAILED;
    }

    private String describe(Exception cause) {
        // Without Jackson's own words: they quote the reply, and cut a key where no one knows it for one.
        if (cause instanceof JacksonException) {
            return "the reply is not one whole JSON object";
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
}
