package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Slot;
import java.time.Duration;
import java.util.Optional;

/**
 * How long one attempt of a request may take, or its stream be silent: as its caller says, else as the deployment does.
 *
 * @param asked what the caller says
 * @param deadline what the caller says of the whole request
 * @param streaming whether it is a stream
 */
record Patience(Optional<Duration> asked, Optional<Duration> deadline, boolean streaming) {
    static Patience of(ChatRequest request, boolean streaming) {
        return new Patience(request.routing().timeout(), request.deadline(), streaming);
    }

    /** {@return how long the whole request may take, of whose attempts so many may follow the first} */
    Duration whole(AttemptPolicy policy, int retries, Route route) {
        return policy.deadline(deadline, retries, asked.orElse(route.longestTimeout()));
    }

    /** {@return the time-out of a call, of whose request so much time is left} */
    Duration timeout(Slot slot, Duration left) {
        if (streaming) {
            // A stream may go on for as long as it says something, unless its caller has set a deadline.
            return deadline.isPresent() ? left : AttemptPolicy.LONGEST;
        }
        Duration most = with(slot);
        return left.compareTo(most) < 0 ? left : most;
    }

    Duration with(Slot slot) {
        return asked.orElse(usualWith(slot));
    }

    /** {@return whether the caller waits less long than the deployment is allowed to take} */
    boolean isShortWith(Slot slot) {
        return with(slot).compareTo(usualWith(slot)) < 0;
    }

    private Duration usualWith(Slot slot) {
        return streaming ? slot.streamTimeout() : slot.timeout();
    }
}
