package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.LimitSource;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.store.WindowKnowledge;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a window's limit: what was declared, what the provider named, what of it is ours.
 *
 * <p>A declared limit is a ceiling: whoever writes less than the provider gives may mean to leave room for others. A lower one
 * that the provider named holds for a week from the last time it was named, as a provider says when a limit is too high and
 * never when it has been raised. Guarded by the pool's lock.
 */
final class WindowLimit {
    /** Stands for a limit nobody has told us: it never refuses, and a 429 sets it right. */
    static final long UNKNOWN = Share.WHOLE;

    private static final long BELIEVED_MILLIS = Duration.ofDays(7).toMillis();

    private long declared;
    private final QuotaSpan span;
    // Few windows are ever refused without a reason.
    private @Nullable Share share;
    // Only a minute's requests have one, and only once they were used.
    private @Nullable Ramp ramp;
    private boolean doubted;
    // Read with every use, worked out with every change.
    private long limit;
    private long ours;
    private long named = UNKNOWN;
    private long namedUntil = QuotaPool.NEVER;

    WindowLimit(OptionalLong declared, QuotaSpan span) {
        this.declared = declared.orElse(UNKNOWN);
        this.span = span;
        this.doubted = declared.isEmpty();
        changed();
    }

    /** Another limit is declared: what was learned while the old one held is forgotten. */
    void declare(OptionalLong limit) {
        if (limit.orElse(UNKNOWN) != declared) {
            declared = limit.orElse(UNKNOWN);
            doubted = limit.isEmpty();
            endRamp();
            named = UNKNOWN;
            namedUntil = QuotaPool.NEVER;
            forget();
        }
    }

    /** {@return the limit as declared or named; {@link #UNKNOWN} if neither} */
    long limit() {
        return limit;
    }

    /** {@return whether the configuration says one} */
    boolean isDeclared() {
        return declared != UNKNOWN;
    }

    /** {@return how much of it is ours; {@link #UNKNOWN} if nothing speaks for a limit} */
    long ours() {
        return ours;
    }

    /** {@return how much of it may be used now} Less than is ours while a new day begins. */
    long allowed() {
        return ramp == null ? ours : Math.min(ours, ramp.most());
    }

    /** So much was served within one span. */
    void carried(long amount) {
        started().carried(amount);
    }

    /** Another limit of the pool was found wrong: this one may be as well, and what was served under it says nothing. */
    void doubt() {
        doubted = true;
        if (ramp != null) {
            ramp.forget();
        }
    }

    /** A new day begins, and whoever waited for it comes at once. Who declares a limit is believed until found wrong. */
    void dayBegins(long now) {
        if (doubted && named == UNKNOWN) {
            started().begin(now);
        }
    }

    /** The clock was set back: a new day is not worth standing still for. */
    void clockSetBack() {
        endRamp();
    }

    /** {@return who says so; empty if nobody does} */
    Optional<LimitSource> source() {
        if (limit() != UNKNOWN) {
            return Optional.of(named < declared ? LimitSource.NAMED : LimitSource.DECLARED);
        }
        return share != null && share.isKnown() ? Optional.of(LimitSource.GUESSED) : Optional.empty();
    }

    /** {@return when time alone will change the limit} */
    long changesAt() {
        long shareChangesAt = share == null ? QuotaPool.NEVER : share.changesAt();
        long rampChangesAt = ramp == null ? QuotaPool.NEVER : ramp.changesAt();
        return Math.min(namedUntil, Math.min(shareChangesAt, rampChangesAt));
    }

    /** Brings what is believed to the present. */
    void advance(long now) {
        if (now >= namedUntil) {
            named = UNKNOWN;
            namedUntil = QuotaPool.NEVER;
        }
        changed();
        if (share != null) {
            share.advance(now, limit);
            changed();
        }
        if (ramp != null) {
            ramp.advance(now);
        }
    }

    /** The provider named the limit; {@return whether another one was believed} */
    boolean name(long limit, long now) {
        long before = this.limit;
        named = limit;
        namedUntil = now + BELIEVED_MILLIS;
        endRamp();
        changed();
        boolean isOther = this.limit != before;
        if (isOther) {
            forget();
        }
        return isOther && before != UNKNOWN;
    }

    /** The provider refused when so much had been used, and no limit explains it. */
    void refused(long used, long now) {
        learned().refused(used, now);
        changed();
    }

    /** {@return the limit that the provider named, if it is still believed} */
    Optional<WindowKnowledge.Named> named() {
        return named == UNKNOWN
                ? Optional.empty()
                : Optional.of(new WindowKnowledge.Named(named, Instant.ofEpochMilli(namedUntil)));
    }

    /** {@return what is to be remembered of our share; empty if refusals have shown nothing} */
    Optional<WindowKnowledge.Share> share() {
        return share == null ? Optional.empty() : share.knowledge();
    }

    /** Goes on from what was remembered. */
    void recall(WindowKnowledge known) {
        known.named().ifPresent(limit -> {
            named = limit.limit();
            namedUntil = limit.until().toEpochMilli();
        });
        changed();
        known.share().ifPresent(remembered -> learned().recall(remembered));
        changed();
    }

    /** For so many milliseconds so much of the limit is ours, and then all of it. */
    void hold(long amount, long millis, long now) {
        learned().hold(amount, millis, now);
        changed();
    }

    /** The same quota goes by another name as well: the smaller limit holds, and what seemed to be others were we. */
    void absorb(WindowLimit other) {
        if (other.limit() < limit()) {
            named = other.limit();
            namedUntil = other.namedUntil;
        }
        forget();
    }

    private void forget() {
        share = null; // What is learned next is learned under another limit, and maybe more quickly.
        changed();
    }

    private void changed() {
        limit = Math.min(declared, named);
        ours = share == null ? limit : Math.min(limit, share.most());
    }

    private void endRamp() {
        if (ramp != null) {
            ramp.end();
        }
    }

    private Ramp started() {
        Ramp known = ramp;
        if (known == null) {
            known = new Ramp();
            ramp = known;
        }
        return known;
    }

    private Share learned() {
        Share known = share;
        if (known == null) {
            known = switch (span) {
                case DAY -> share(Duration.ofDays(1), Duration.ofDays(7));
                // Others come and go; a limit that nobody names mostly stays.
                case MINUTE ->
                    limit != UNKNOWN
                            ? share(Duration.ofMinutes(1), Duration.ofHours(1))
                            : share(Duration.ofHours(1), Duration.ofDays(1));
            };
            share = known;
        }
        return known;
    }

    private static Share share(Duration firstInterval, Duration lastInterval) {
        return new Share(firstInterval.toMillis(), lastInterval.toMillis());
    }
}
