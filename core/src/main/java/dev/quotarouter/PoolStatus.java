package dev.quotarouter;

import dev.quotarouter.quota.WindowUsage;
import java.util.List;

/**
 * A quota pool at one moment: what a project may use of a model.
 *
 * @param id its id
 * @param project whose quota it is
 * @param model the base model, under which the provider counts
 * @param windows every window that has a limit, was used, or was declared full
 */
public record PoolStatus(String id, String project, String model, List<WindowUsage> windows) {
    /** Copies the windows. */
    public PoolStatus {
        windows = List.copyOf(windows);
    }
}
