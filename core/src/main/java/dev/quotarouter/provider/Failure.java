package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why a call failed, read from the provider's own terms. Immutable; holds no secret. */
public final class Failure {
    private final FailureKind kind;
    private final String message;
    private final Optional<Duration> retryAfter;
    private final List<QuotaViolation> violations;
    private final Optional<Capability> missing;
    private final boolean sent;

    private Failure(Builder builder) {
        kind = builder.kind;
        message = builder.message;
        retryAfter = builder.retryAfter;
        violations = builder.violations;
        missing = builder.missing;
        sent = builder.sent;
    }

    /** A failure of which only kind and words are known. */
    public static Failure of(FailureKind kind, String message) {
        return builder(kind, message).build();
    }

    /**
     * Starts a failure.
     *
     * @param kind what it means
     * @param message the provider's words, shortened, without secrets
     */
    public static Builder builder(FailureKind kind, String message) {
        return new Builder(kind, message);
    }

    /** {@return what the failure means} */
    public FailureKind kind() {
        return kind;
    }

    /** {@return the provider's words, without secrets} */
    public String message() {
        return message;
    }

    /** {@return how long the provider asks to wait; empty if it does not say} */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** {@return the quota windows that the provider named as full; empty unless quota was refused} */
    public List<QuotaViolation> violations() {
        return violations;
    }

    /** {@return what the model cannot do, if the failure taught it} */
    public Optional<Capability> missing() {
        return missing;
    }

    /** {@return whether the call may have reached the provider, and so may have been counted; false only if it surely
     * did not} */
    public boolean sent() {
        return sent;
    }

    @Override
    public String toString() {
        return kind + " (" + message + ")";
    }

    /** Collects a {@link Failure}. Not thread-safe. */
    public static final class Builder {
        // It comes off the wire, where a number can be anything; what is reckoned with must not overflow.
        private static final Duration LONGEST_WAIT = Duration.ofDays(365);

        private final FailureKind kind;
        private final String message;
        private Optional<Duration> retryAfter = Optional.empty();
        private List<QuotaViolation> violations = List.of();
        private Optional<Capability> missing = Optional.empty();
        private boolean sent = true;

        private Builder(FailureKind kind, String message) {
            this.kind = requireNonNull(kind, "kind");
            this.message = requireNonNull(message, "message");
        }

        /** Sets how long the provider asks to wait; less than zero is read as zero, more than a year as a year. */
        public Builder retryAfter(Duration retryAfter) {
            Duration atMost = retryAfter.compareTo(LONGEST_WAIT) < 0 ? retryAfter : LONGEST_WAIT;
            this.retryAfter = Optional.of(atMost.isNegative() ? Duration.ZERO : atMost);
            return this;
        }

        /** Sets the quota windows that the provider named as full. */
        public Builder violations(List<QuotaViolation> violations) {
            this.violations = List.copyOf(violations);
            return this;
        }

        /** Sets what the model cannot do. */
        public Builder missing(Capability missing) {
            this.missing = Optional.of(missing);
            return this;
        }

        /** States that the call surely never reached the provider. */
        public Builder neverSent() {
            this.sent = false;
            return this;
        }

        /** {@return the failure} */
        public Failure build() {
            return new Failure(this);
        }
    }
}
