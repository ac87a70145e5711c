package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The calls that were made for one request, in order. Not thread-safe. */
final class AttemptLog {
    private final TimeSource time;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private long startedAt;
    private long startedNanos;

    AttemptLog(TimeSource time) {
        this.time = time;
    }

    /** A call is about to be made. */
    void begin() {
        startedAt = time.epochMillis();
        startedNanos = time.nanoTime();
    }

    /** {@return how long the call has taken so far} */
    Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - startedNanos);
    }

    /** The call brought a reply. */
    void succeeded(Selection selection) {
        add(selection, Optional.empty(), "");
    }

    /** The call failed. */
    void failed(Selection selection, FailureKind kind, String message) {
        add(selection, Optional.of(kind), message);
    }

    /** {@return the calls so far} */
    List<Attempt> all() {
        return List.copyOf(attempts);
    }

    /** {@return the last call} */
    Attempt last() {
        return attempts.get(attempts.size() - 1);
    }

    int size() {
        return attempts.size();
    }

    /** {@return how often the deployment has failed in this way} */
    long failures(Slot slot, FailureKind kind) {
        return attempts.stream()
                .filter(attempt -> attempt.deployment().equals(slot.id())
                        && attempt.failure().equals(Optional.of(kind)))
                .count();
    }

    private void add(Selection selection, Optional<FailureKind> failure, String message) {
        Slot slot = selection.slot();
        attempts.add(new Attempt(
                slot.id(),
                slot.model(),
                Instant.ofEpochMilli(startedAt),
                elapsed(),
                selection.reservation().estimate(),
                failure,
                message));
    }
}
