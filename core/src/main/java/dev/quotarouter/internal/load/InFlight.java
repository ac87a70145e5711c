package dev.quotarouter.internal.load;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls are under way, and how many may be at once. Who enters leaves exactly once. Thread-safe, lock-free. */
public final class InFlight {
    /** As many as there are. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final int most;
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * No call yet.
     *
     * @param most how many may be under way at once
     */
    public InFlight(int most) {
        this.most = most;
    }

    /** Counts one more call, unless as many are under way as may be; {@return whether it was counted} */
    public boolean tryEnter() {
        if (most == UNLIMITED) {
            calls.incrementAndGet();
            return true;
        }
        int now = calls.get();
        while (now < most) {
            if (calls.compareAndSet(now, now + 1)) {
                return true;
            }
            now = calls.get();
        }
        return false;
    }

    /** A call has ended. */
    public void leave() {
        calls.decrementAndGet();
    }

    /** {@return whether nobody may enter now} */
    public boolean isFull() {
        return most != UNLIMITED && calls.get() >= most;
    }

    /** {@return how many are under way} */
    public int calls() {
        return calls.get();
    }

    @Override
    public String toString() {
        return most == UNLIMITED ? calls() + " calls under way" : calls() + " of " + most + " calls under way";
    }
}
