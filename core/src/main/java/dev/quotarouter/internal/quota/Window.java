package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.store.WindowKnowledge;
import java.time.Instant;
import java.util.Optional;

/** One window of a pool: what is counted, over which time, and how much of it there is. Guarded by the pool's lock. */
final class Window {
    private final QuotaDimension dimension;
    private final QuotaSpan span;
    private final Tally tally;
    private final WindowLimit limit;
    private long fullUntil;

    Window(QuotaDimension dimension, QuotaSpan span, Tally tally, WindowLimit limit) {
        this.dimension = dimension;
        this.span = span;
        this.tally = tally;
        this.limit = limit;
    }

    QuotaDimension dimension() {
        return dimension;
    }

    QuotaSpan span() {
        return span;
    }

    WindowLimit limit() {
        return limit;
    }

    long taken() {
        return tally.taken(dimension);
    }

    long reserved() {
        return tally.reserved(dimension);
    }

    /** {@return what the provider has admitted, or may have: not what it refused} */
    long used() {
        return tally.taken(dimension) - tally.refused(dimension);
    }

    long fullUntil() {
        return fullUntil;
    }

    /** The provider said so, whatever our count says. A later word never shortens an earlier one. */
    void fullUntil(long instant) {
        fullUntil = Math.max(fullUntil, instant);
    }

    /** Whatever was said, it is not full for longer. */
    void fullAtMostUntil(long instant) {
        fullUntil = Math.min(fullUntil, instant);
    }

    /** Moves the end of a declared minute along with a clock that was set back; a day ends by the clock, whatever it says. */
    void shift(long millis) {
        if (span == QuotaSpan.MINUTE) {
            fullUntil += millis;
            limit.clockSetBack();
        }
    }

    /** {@return what is to be remembered of it} */
    WindowKnowledge knowledge(long now) {
        return new WindowKnowledge(
                dimension,
                span,
                fullUntil > now ? Optional.of(Instant.ofEpochMilli(fullUntil)) : Optional.empty(),
                limit.named(),
                limit.share());
    }

    /** Goes on from what was remembered. */
    void recall(WindowKnowledge known) {
        known.fullUntil().ifPresent(until -> fullUntil(until.toEpochMilli()));
        limit.recall(known);
    }

    /** Takes over what is known of another pool's window of the same quota; the tallies are absorbed by whoever owns them. */
    void absorb(Window other) {
        fullUntil(other.fullUntil);
        limit.absorb(other.limit);
    }

    /**
     * {@return how much may be demanded now} Refused calls take of the limit, in case the provider counts them, and not of the
     * share. Where nothing is used, all of the limit may be tried, whatever others use of it.
     */
    long room() {
        long taken = taken();
        return taken == 0 ? limit.limit() : Math.min(limit.limit() - taken, limit.allowed() - used());
    }

    /** A use has ended well: so much can be carried. */
    void settled() {
        limit.carried(used() - tally.reserved(dimension));
    }

    /** {@return whether nothing was left of it until the instant, as far as we know} */
    boolean isSpentUntil(long instant) {
        return fullUntil >= instant || room() < 1;
    }

    boolean admits(long tokens, long now) {
        return now >= fullUntil && demand(tokens) <= room();
    }

    /** {@return whether a request of so many tokens can never fit, however empty the window is} */
    boolean tooSmallFor(long tokens) {
        return demand(tokens) > limit.limit();
    }

    /** {@return how much of this window a request of so many tokens takes} */
    long demand(long tokens) {
        return dimension == QuotaDimension.REQUESTS ? 1 : tokens;
    }
}
