package dev.quotarouter.internal.quota;

/**
 * Finds out from refusals whether the provider's minutes begin at a fixed second. Guarded by the pool's lock.
 *
 * <p>A refusal says when it may be tried again. Where that is again and again the same second of a minute, and not when our
 * oldest use leaves a rolling one, it is the second at which minutes begin. One refusal that says otherwise undoes it.
 */
final class MinutePhase {
    private static final int CONFIRMATIONS = 3;
    // Delays come in whole seconds.
    private static final long TOLERANCE_MILLIS = 1_500;

    private long phase;
    private int seen;

    /**
     * Takes a refusal in.
     *
     * @param end when the provider said that there would be room
     * @param oldestLeavesAt when there would be by our count
     */
    void observe(long end, long oldestLeavesAt) {
        long found = Math.floorMod(end, MinuteUses.SPAN_MILLIS);
        boolean same = seen > 0 && distance(found, phase) <= TOLERANCE_MILLIS;
        boolean rolls = !isKnown() && Math.abs(end - oldestLeavesAt) <= TOLERANCE_MILLIS;
        if (rolls) {
            seen = 0;
        } else {
            seen = same ? seen + 1 : isKnown() ? 0 : 1;
            phase = same && isKnown() ? phase : found;
        }
    }

    boolean isKnown() {
        return seen >= CONFIRMATIONS;
    }

    /** {@return how many milliseconds past the full minute of the clock a minute begins} */
    long phase() {
        return phase;
    }

    private static long distance(long a, long b) {
        long straight = Math.abs(a - b);
        return Math.min(straight, MinuteUses.SPAN_MILLIS - straight);
    }
}
