package dev.quotarouter.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What is known so far about a call under way; belongs to the thread that answers it. */
final class CallTrace {
    private final ApiCall call;
    private final boolean keyInUrl;
    private Instant at;
    private Optional<String> project = Optional.empty();
    private Optional<String> keyName = Optional.empty();
    private String baseModel = "";
    private boolean admitted;
    private List<QuotaWindow> refusedBy = List.of();
    private long inputTokens;

    CallTrace(ApiCall call, boolean keyInUrl, InstantSource clock) {
        this.call = call;
        this.keyInUrl = keyInUrl;
        at = clock.instant();
    }

    void access(Keyring.Access access) {
        project = Optional.of(access.project().name());
        keyName = Optional.of(access.keyName());
        baseModel = access.project()
                .model(call.model())
                .map(SimulatedModel::baseModel)
                .orElse("");
    }

    void inputTokens(long tokens) {
        inputTokens = tokens;
    }

    void decided(Admission decision) {
        at = decision.at();
        if (decision instanceof Admission.Refused refused) {
            refusedBy = refused.violations().stream()
                    .map(Admission.Violation::window)
                    .toList();
        } else {
            admitted = true;
        }
    }

    RecordedCall ended(HttpReply reply) {
        int status = reply.arrives() ? reply.status() : 0;
        return new RecordedCall(
                at,
                call.endpoint(),
                project,
                keyName,
                call.model(),
                baseModel,
                admitted,
                refusedBy,
                status,
                inputTokens,
                keyInUrl);
    }
}
