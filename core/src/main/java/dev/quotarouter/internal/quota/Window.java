package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;

/** One limit of a pool: what is counted, over which time, and how much of it there is. Guarded by the pool's lock. */
final class Window {
    /** Stands for a limit nobody has told us: it never refuses, and a 429 sets it right. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private final QuotaDimension dimension;
    private final QuotaSpan span;
    private final Tally tally;
    private long limit;
    private long fullUntil;

    Window(QuotaDimension dimension, QuotaSpan span, Tally tally, long limit) {
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

    long limit() {
        return limit;
    }

    long taken() {
        return tally.taken(dimension);
    }

    long reserved() {
        return tally.reserved(dimension);
    }

    long fullUntil() {
        return fullUntil;
    }

    void learnLimit(long limit) {
        this.limit = limit;
    }

    /** The provider said so, whatever our count says. A later word never shortens an earlier one. */
    void fullUntil(long instant) {
        fullUntil = Math.max(fullUntil, instant);
    }

    /** Moves the end of a declared minute along with a clock that was set back; a day ends by the clock, whatever it says. */
    void shift(long millis) {
        if (span == QuotaSpan.MINUTE) {
            fullUntil += millis;
        }
    }

    boolean admits(long tokens, long now) {
        return now >= fullUntil && taken() + demand(tokens) <= limit;
    }

    /** {@return whether a request of so many tokens can never fit, however empty the window is} */
    boolean tooSmallFor(long tokens) {
        return demand(tokens) > limit;
    }

    /** {@return how much of this window a request of so many tokens takes} */
    long demand(long tokens) {
        return switch (dimension) {
            case REQUESTS -> 1;
            case INPUT_TOKENS -> tokens;
        };
    }
}
