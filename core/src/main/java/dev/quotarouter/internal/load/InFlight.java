package dev.quotarouter.internal.load;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** How many calls are under way, and how many may be at once. Who enters leaves exactly once. Thread-safe, lock-free. */
public final class InFlight {
    /** As many as there are. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    // Every decision looks at those of every deployment: a field of its own is one step nearer.
    private static final AtomicIntegerFieldUpdater<InFlight> CALLS =
            AtomicIntegerFieldUpdater.newUpdater(InFlight.class, "calls");

    private volatile int most;
    private volatile int calls;

    /**
     * No call yet.
     *
     * @param most how many may be under way at once
     */
    public InFlight(int most) {
        this.most = most;
    }

    /** From now on so many may be under way; those that are, stay. */
    void limitTo(int most) {
        this.most = most;
    }

    /** Counts one more call, unless as many are under way as may be; {@return whether it was counted} */
    public boolean tryEnter() {
        int bound = most;
        if (bound == UNLIMITED) {
            CALLS.incrementAndGet(this);
            return true;
        }
        int now = calls;
        while (now < bound) {
            if (CALLS.compareAndSet(this, now, now + 1)) {
                return true;
            }
            now = calls;
        }
        return false;
    }

    /** A call has ended. */
    public void leave() {
        CALLS.decrementAndGet(this);
    }

    /** {@return whether nobody may enter now} */
    public boolean isFull() {
        int bound = most;
        return bound != UNLIMITED && calls >= bound;
    }

    /** {@return how many are under way} */
    public int calls() {
        return calls;
    }

    @Override
    public String toString() {
        int bound = most;
        return bound == UNLIMITED ? calls() + " calls under way" : calls() + " of " + bound + " calls under way";
    }
}
