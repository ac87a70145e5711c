package dev.quotarouter;

import dev.quotarouter.routing.Availability;
import java.time.Instant;
import java.util.Optional;

/**
 * A deployment at one moment.
 *
 * @param id its id
 * @param model provider and model: {@code gemini/gemini-2.5-pro}
 * @param key the name of its key
 * @param pool the id of the quota pool that it draws from
 * @param availability whether it could serve a plain short chat, and if not, why
 * @param until when that reason ends; empty if it is available or no clock ends it
 * @param detail more about the reason; may be empty
 * @param inFlight how many of its calls are under way, streams included until they end
 * @param lastHeard when its provider last answered, to a chat or to a health check; empty if it has not since the start
 */
public record DeploymentStatus(
        String id,
        String model,
        String key,
        String pool,
        Availability availability,
        Optional<Instant> until,
        String detail,
        int inFlight,
        Optional<Instant> lastHeard) {
    /** {@return the deployment as a line for people to read} */
    @Override
    public String toString() {
        return id + ": " + availability
                + until.map(end -> " until " + end).orElse("")
                + (detail.isEmpty() ? "" : " (" + detail + ")")
                + "; " + model + " by the key " + key + ", pool " + pool + ", " + inFlight + " under way"
                + lastHeard.map(at -> ", last heard at " + at).orElse("");
    }
}
