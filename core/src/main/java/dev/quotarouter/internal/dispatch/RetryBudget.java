package dev.quotarouter.internal.dispatch;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many attempts the whole router may add after failures that an outage can cause: within a minute a constant few, and a
 * share of the requests that came in it. So an outage upstream is never multiplied by those who try again.
 *
 * <p>An attempt draws from it before it is made. If it brings a reply, it gives back what it drew: what is rationed is load
 * that helps nobody. Otherwise the draw is spent until its minute is over. Instants are nanoseconds of the router's clock.
 *
 * <p>The minute is a ring of slots, each one number that is changed by compare-and-set: when it began, requests, draws. A
 * request costs one such change and no garbage. Thread-safe.
 */
public final class RetryBudget {
    /** What may be drawn in a minute whatever comes: with little traffic, a share is nothing. */
    static final int ALWAYS = 20;

    /** Nothing was drawn. */
    static final long NOTHING = -1;

    private static final int SLOTS = 6;
    private static final long SLOT_NANOS = 10_000_000_000L;

    private static final int DRAWN_BITS = 18;
    private static final int REQUEST_BITS = 20;
    private static final long DRAWN = (1L << DRAWN_BITS) - 1;
    private static final long REQUESTS = (1L << REQUEST_BITS) - 1;

    private volatile double share;
    private final long origin;
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    /**
     * A budget of which nothing is drawn.
     *
     * @param share the draws for each request; zero or more
     * @param nanos the present
     */
    public RetryBudget(double share, long nanos) {
        this.share = share;
        // One ring earlier, so that the slots as they are made, of number zero, have long gone by.
        this.origin = nanos - SLOTS * SLOT_NANOS;
    }

    /** From now on another share may be drawn. */
    public void follow(double share) {
        this.share = share;
    }

    /** A request has come. */
    void arrived(long nanos) {
        long number = number(nanos);
        int index = index(number);
        while (true) {
            long seen = slots.get(index);
            long current = current(seen, number);
            boolean isFull = requests(current) == REQUESTS;
            if (numberOf(current) != number
                    || isFull
                    || slots.compareAndSet(index, seen, current + (1L << DRAWN_BITS))) {
                return;
            }
        }
    }

    /** {@return whether nothing can be drawn now} */
    boolean isSpent(long nanos) {
        return isSpentIn(number(nanos));
    }

    /** Draws one attempt; {@return what {@link #giveBack} takes, {@link #NOTHING} if the budget is spent} */
    long draw(long nanos) {
        long number = number(nanos);
        int index = index(number);
        while (true) {
            // Before the rest is looked at: who draws meanwhile changes it, and we look again.
            long seen = slots.get(index);
            long current = current(seen, number);
            if (isSpentIn(number) || numberOf(current) != number || drawn(current) == DRAWN) {
                return NOTHING;
            }
            if (slots.compareAndSet(index, seen, current + 1)) {
                return number;
            }
        }
    }

    /** Gives back what was drawn: it was of use. Without effect for {@link #NOTHING}, and once its minute is over. */
    void giveBack(long draw) {
        if (draw == NOTHING) {
            return;
        }
        int index = index(draw);
        long seen = slots.get(index);
        while (numberOf(seen) == draw && !slots.compareAndSet(index, seen, seen - 1)) {
            seen = slots.get(index);
        }
    }

    private boolean isSpentIn(long number) {
        long requests = 0;
        long drawn = 0;
        for (int i = 0; i < SLOTS; i++) {
            long slot = slots.get(i);
            if (number - numberOf(slot) < SLOTS) {
                requests += requests(slot);
                drawn += drawn(slot);
            }
        }
        return drawn + 1 > ALWAYS + share * requests;
    }

    /** {@return the slot as it is now: an empty one, if what stands there has gone by} */
    private static long current(long slot, long number) {
        return numberOf(slot) < number ? number << (REQUEST_BITS + DRAWN_BITS) : slot;
    }

    // The bits that are left for it last for twenty years.
    private long number(long nanos) {
        return (nanos - origin) / SLOT_NANOS;
    }

    private static int index(long number) {
        return (int) (number % SLOTS);
    }

    private static long numberOf(long slot) {
        return slot >>> (REQUEST_BITS + DRAWN_BITS);
    }

    private static long requests(long slot) {
        return (slot >>> DRAWN_BITS) & REQUESTS;
    }

    private static long drawn(long slot) {
        return slot & DRAWN;
    }
}
