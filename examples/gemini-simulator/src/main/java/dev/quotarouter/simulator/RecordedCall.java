package dev.quotarouter.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call that reached an endpoint, whatever came of it.
 *
 * @param at when, by the simulator's clock; for a call that came to the books, the very instant they decided on
 * @param endpoint what was asked for
 * @param project whose key it was; empty if there was no valid one
 * @param keyName the name of the key, not the key; empty if there was no valid one
 * @param model the name that was called; empty for a list of models
 * @param baseModel the name under which its quota is counted; empty if the project has no such model
 * @param admitted whether the books let it pass
 * @param refusedBy the full windows, if the books refused it
 * @param status what was answered; 0 if the connection closed or stalled before an answer
 * @param inputTokens the tokens of the prompt; 0 if it was not read
 * @param keyInUrl whether a key stood in the URL, where it leaks into logs
 */
public record RecordedCall(
        Instant at,
        Endpoint endpoint,
        Optional<String> project,
        Optional<String> keyName,
        String model,
        String baseModel,
        boolean admitted,
        List<QuotaWindow> refusedBy,
        int status,
        long inputTokens,
        boolean keyInUrl) {
    /** {@return whether it generated, or tried to, and was counted or refused by the books} */
    public boolean cameToTheBooks() {
        return admitted || !refusedBy.isEmpty();
    }

    boolean used(String project, String baseModel) {
        return endpoint.generates()
                && this.baseModel.equals(baseModel)
                && this.project.map(project::equals).orElse(false);
    }
}
