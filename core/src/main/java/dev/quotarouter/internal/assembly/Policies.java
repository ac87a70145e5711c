package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.RetrySettings;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.internal.dispatch.AttemptPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often and how long requests are attempted: as is said for the name that is asked for, else for the router. Immutable. */
final class Policies {
    private final AttemptPolicy usual;
    private final Map<String, AttemptPolicy> byName = new LinkedHashMap<>();

    Policies(RouterConfig config) {
        usual = policy(config, config.retries());
        config.groups()
                .forEach((name, terms) ->
                        byName.put(name, policy(config, config.retries().with(terms.retries()))));
    }

    AttemptPolicy of(String name) {
        return byName.getOrDefault(name, usual);
    }

    private static AttemptPolicy policy(RouterConfig config, RetrySettings retries) {
        return new AttemptPolicy(
                retries.numRetries(),
                ErrorClasses.byKind(retries.retryPolicy()),
                retries.retryAfter(),
                config.requestDeadline());
    }
}
