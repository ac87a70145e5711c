package dev.quotarouter.gateway;

import dev.quotarouter.chat.Attempt;
import java.util.List;

/** Says in LiteLLM's headers who replied, and after how many attempts. Has no state. */
final class Attempted {
    private Attempted() {}

    static void tell(Exchange exchange, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        Attempt last = attempts.get(attempts.size() - 1);
        exchange.response()
                .putHeader("x-litellm-model-id", last.deployment())
                .putHeader("x-litellm-attempted-retries", Integer.toString(attempts.size() - 1));
    }
}
