package dev.quotarouter;

import dev.quotarouter.quota.WindowUsage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A quota pool at one moment: what a project may use of a model.
 *
 * @param id its id
 * @param project whose quota it is
 * @param model the base model, under which the provider counts
 * @param windows every window that has a limit, was used, or was declared full
 * @param sharedWith the ids of other pools that turned out to be the same quota: their keys are of one project
 */
public record PoolStatus(String id, String project, String model, List<WindowUsage> windows, List<String> sharedWith) {
    /** Copies the lists. */
    public PoolStatus {
        windows = List.copyOf(windows);
        sharedWith = List.copyOf(sharedWith);
    }

    /** {@return the pool as lines for people to read, a line for each window} */
    @Override
    public String toString() {
        String shared = sharedWith.isEmpty() ? "" : " (the same quota as " + String.join(", ", sharedWith) + ")";
        return id + shared + windows.stream().map(window -> "\n  " + window).collect(Collectors.joining());
    }
}
