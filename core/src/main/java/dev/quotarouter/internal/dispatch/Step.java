package dev.quotarouter.internal.dispatch;

import dev.quotarouter.error.RouterException;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.provider.ChatCall;
import java.time.Instant;

/** What a driver has to do next. */
sealed interface Step {
    /** Call the deployment, once, and tell what came of it. The room for it is held. */
    record Call(Slot slot, ChatCall call) implements Step {}

    /** Wait for a turn in the waiting room; it may come by {@code until}. */
    record Wait(Instant until) implements Step {}

    /** Throw the exception at the caller. */
    record Failed(RouterException exception) implements Step {}
}
