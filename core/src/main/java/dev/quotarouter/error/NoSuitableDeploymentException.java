package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.routing.Availability;
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

    /**
     * {@return whether the request asks for more than any model of the group can do, rather than the deployments being out of
     * order} False for an unknown group, which has no deployments.
     */
    public boolean isTooMuchAsked() {
        return !refusals.isEmpty()
                && refusals.stream().map(Refusal::reason).allMatch(NoSuitableDeploymentException::isTooMuch);
    }

    private static boolean isTooMuch(Availability reason) {
        return switch (reason) {
            case CAPABILITY_MISSING, CONTEXT_TOO_SMALL, OUTPUT_TOO_SMALL, WINDOW_TOO_SMALL -> true;
            case AVAILABLE,
                    ALREADY_TRIED,
                    KEY_BLOCKED,
                    PROJECT_BLOCKED,
                    POOL_CLOSED,
                    COOLING_DOWN,
                    MODEL_COOLING_DOWN,
                    DAY_FULL,
                    PACED,
                    MINUTE_FULL,
                    AT_CAPACITY,
                    BUDGET_SPENT -> false;
        };
    }
}
