package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.routing.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every deployment that could serve is out of quota or cooling down, for longer than the request may wait; or so many wait
 * already that there is no place left. */
public final class QuotaExhaustedException extends RouterException {
    private static final long serialVersionUID = 1;

    private final transient List<Refusal> refusals;
    private final transient Optional<Instant> retryAt;

    /** Creates the exception. */
    public QuotaExhaustedException(
            String message, Optional<Instant> retryAt, List<Refusal> refusals, List<Attempt> attempts) {
        super(message, attempts, null);
        this.retryAt = retryAt;
        this.refusals = List.copyOf(refusals);
    }

    /** {@return the earliest instant at which one of them may serve again; empty if no clock brings it back} */
    public Optional<Instant> retryAt() {
        return retryAt;
    }

    /** {@return why each deployment that was asked for did not serve} */
    public List<Refusal> refusals() {
        return refusals;
    }
}
