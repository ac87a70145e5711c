package dev.quotarouter.internal.assembly;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.ErrorClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which of the configuration's error classes each kind of failure belongs to. */
final class ErrorClasses {
    private ErrorClasses() {}

    /** {@return the values of a policy, by kind of failure} */
    static Map<FailureKind, Integer> byKind(Map<ErrorClass, Integer> policy) {
        Map<FailureKind, Integer> byKind = new EnumMap<>(FailureKind.class);
        for (FailureKind kind : FailureKind.values()) {
            of(kind).map(policy::get).ifPresent(value -> byKind.put(kind, value));
        }
        return byKind;
    }

    private static Optional<ErrorClass> of(FailureKind kind) {
        return switch (kind) {
            case DAY_QUOTA_EXHAUSTED, NO_QUOTA -> Optional.of(ErrorClass.RESOURCE_EXHAUSTED);
            case MINUTE_QUOTA_EXHAUSTED, LARGER_THAN_WINDOW, THROTTLED -> Optional.of(ErrorClass.RATE_LIMIT);
            case INVALID_REQUEST, CAPABILITY_MISSING, CONTEXT_WINDOW_EXCEEDED -> Optional.of(ErrorClass.BAD_REQUEST);
            case KEY_REJECTED, PROJECT_REJECTED -> Optional.of(ErrorClass.AUTHENTICATION);
            case TIMEOUT -> Optional.of(ErrorClass.TIMEOUT);
            case CONTENT_BLOCKED -> Optional.of(ErrorClass.CONTENT_POLICY_VIOLATION);
            case SERVER_ERROR -> Optional.of(ErrorClass.INTERNAL_SERVER);
            case OVERLOADED -> Optional.of(ErrorClass.SERVICE_UNAVAILABLE);
            case CONNECTION_FAILED, MALFORMED_RESPONSE, MALFORMED_TOOL_CALL -> Optional.of(ErrorClass.BAD_GATEWAY);
            case MODEL_CLOSED, MODEL_NOT_FOUND, RESOURCE_NOT_ACCESSIBLE -> Optional.of(ErrorClass.NOT_FOUND);
            // A signature is repeated without, which is the router's own doing.
            case SIGNATURE_REJECTED, CANCELLED -> Optional.empty();
        };
    }
}
