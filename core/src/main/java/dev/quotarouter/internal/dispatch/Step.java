package dev.quotarouter.internal.dispatch;

import dev.quotarouter.error.RouterException;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.StreamLimits;
import dev.quotarouter.store.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a driver has to do next. */
sealed interface Step {
    /** Call the deployment, once, and tell what came of it. The room for it is held; {@code left} is what is left of the
     * request's time, {@code silence} how long a stream may be silent. */
    record Call(Slot slot, ChatCall call, Duration left, Duration silence) implements Step {
        /** {@return how long a stream may be silent: until its first chunk no longer than the request has left} */
        StreamLimits streamLimits() {
            return new StreamLimits(left.compareTo(silence) < 0 ? left : silence, silence);
        }
    }

    /** Ask the usage store for the room of the coming call, and tell what it said. */
    record Reserve(UsageLedger ledger, Selection selection) implements Step {
        /** {@return why the call must not be made; empty if it may} */
        Optional<Admission.Refused> ask() {
            return ledger.reserve(selection);
        }
    }

    /** Wait for a turn in the waiting room; it may come by {@code until}. */
    record Wait(Instant until) implements Step {}

    /** Throw the exception at the caller; {@code gaveBack} says that it held room, for which others may wait. */
    record Failed(RouterException exception, boolean gaveBack) implements Step {}
}
