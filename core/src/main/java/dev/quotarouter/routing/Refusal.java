package dev.quotarouter.routing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a deployment did not serve a request.
 *
 * @param deployment the deployment's id
 * @param reason the first reason found
 * @param until when the reason ends; empty if no clock ends it
 * @param detail more about it, for people to read; may be empty
 */
public record Refusal(String deployment, Availability reason, Optional<Instant> until, String detail) {
    /** Checks that nothing is null. */
    public Refusal {
        requireNonNull(deployment, "deployment");
        requireNonNull(reason, "reason");
        requireNonNull(until, "until");
        requireNonNull(detail, "detail");
    }

    @Override
    public String toString() {
        return deployment + ": " + reason + until.map(at -> " until " + at).orElse("")
                + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
