package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.routing.Refusal;
import java.util.List;

/** No deployment can serve this request, now or later: the model group is unknown, or none of its models can do what is asked. */
public final class NoSuitableDeploymentException extends RouterException {
    private static final long serialVersionUID = 1;

    private final transient List<Refusal> refusals;

    /** Creates the exception. */
    public NoSuitableDeploymentException(String message, List<Refusal> refusals, List<Attempt> attempts) {
        super(message, attempts, null);
        this.refusals = List.copyOf(refusals);
    }

    /** {@return why each deployment that was asked for did not serve} */
    public List<Refusal> refusals() {
        return refusals;
    }
}
