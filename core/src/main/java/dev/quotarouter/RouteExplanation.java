package dev.quotarouter;

import dev.quotarouter.routing.Availability;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Where a request would go, and why not elsewhere. A copy: it does not change.
 *
 * @param model the name that is asked for
 * @param at the moment of the decision
 * @param chosen the deployment that would be called; empty if none can serve now. Between equals chance decides, so the next
 *     chat may go to another
 * @param retryAt when the first one can serve; empty if one can now, or if no clock brings that about
 * @param deployments every deployment of the model, with the first reason why it cannot serve
 */
public record RouteExplanation(
        String model,
        Instant at,
        Optional<String> chosen,
        Optional<Instant> retryAt,
        List<DeploymentExplanation> deployments) {
    /** Copies the list. */
    public RouteExplanation {
        deployments = List.copyOf(deployments);
    }

    /**
     * One deployment in the decision.
     *
     * @param deployment its id
     * @param availability whether it could serve, and if not, why
     * @param until when that reason ends; empty if it is available or no clock ends it
     * @param detail more about the reason; may be empty
     * @param inputTokens what the request is estimated to take of its quota
     * @param minuteUtilization how much of its minute is taken, 0 to 1
     * @param daySlack how much of what its minute could carry until the reset its day can pay for, 0 to 1
     * @param inFlight how many of its calls are under way, streams included until they end
     * @param latency how fast its whole replies have lately been, in seconds for each token; empty while nothing is known
     * @param cost what the request is expected to cost there, in US dollars; empty where no price is known
     */
    public record DeploymentExplanation(
            String deployment,
            Availability availability,
            Optional<Instant> until,
            String detail,
            long inputTokens,
            double minuteUtilization,
            double daySlack,
            int inFlight,
            OptionalDouble latency,
            OptionalDouble cost) {}

    /** {@return the explanation as lines for people to read} */
    @Override
    public String toString() {
        String head = model + " → "
                + chosen.orElse(
                        "nobody" + retryAt.map(when -> " before " + when).orElse(""));
        return head + deployments.stream().map(this::line).collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    private String line(DeploymentExplanation one) {
        String mark = chosen.filter(one.deployment()::equals).isPresent() ? "* " : "- ";
        return mark + one.deployment() + ": " + one.availability()
                + one.until().map(end -> " until " + end).orElse("")
                + (one.detail().isEmpty() ? "" : " (" + one.detail() + ")");
    }
}
