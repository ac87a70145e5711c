package dev.quotarouter.internal.dispatch;

import dev.quotarouter.error.RouterException;

/** What a request is told that nobody serves. Belongs to one request; not thread-safe. */
final class Impasse {
    private final String model;
    private final Placement placement;
    private final AttemptLog attempts;

    Impasse(String model, Placement placement, AttemptLog attempts) {
        this.model = model;
        this.placement = placement;
        this.attempts = attempts;
    }

    /** No attempt is left; where it was quota alone, and nobody has any, the caller wants to know until when. */
    RouterException attemptsUsedUp(long now) {
        long at = placement.newRequestServedAt(now);
        return Endings.onlyQuotaFailed(attempts.all()) && at > now
                ? Endings.nobodyInTime(model, at, placement.survey(now), attempts.all())
                : Endings.attemptsUsedUp(model, attempts.all());
    }

    /**
     * Nobody serves in time.
     *
     * @param at when somebody could
     * @param remaining what is left of the deadline, in nanoseconds
     */
    RouterException tooLate(long at, long now, long remaining) {
        boolean deadlineCameFirst = remaining <= 0 && (attempts.size() > 0 || at <= now);
        return deadlineCameFirst
                ? deadlinePassed()
                : Endings.nobodyInTime(model, placement.newRequestServedAt(now), placement.survey(now), attempts.all());
    }

    RouterException deadlinePassed() {
        return Endings.deadlinePassed(model, attempts.all());
    }

    RouterException budgetSpent() {
        return Endings.budgetSpent(model, attempts.all());
    }

    RouterException queueFull(long now) {
        return Endings.queueFull(model, placement.newRequestServedAt(now), placement.survey(now), attempts.all());
    }
}
