package dev.quotarouter.simulation;

/**
 * Serves requests by the minute, those first that must be served first: no order serves more. What is not used of a bucket is
 * there in the next minute, up to what it holds. Not thread-safe.
 */
final class EarliestDeadline {
    private final long[] pending;
    private final boolean buckets;
    private long saved;
    private boolean begun;

    /**
     * Nobody waits yet.
     *
     * @param width how many minutes a request can be called for at most
     * @param buckets whether minutes are buckets that fill up to their limit
     */
    EarliestDeadline(int width, boolean buckets) {
        pending = new long[width];
        this.buckets = buckets;
    }

    /**
     * Serves the requests of a segment, and those left over from the one before.
     *
     * @param perMinute how many each minute of the segment carries
     * @return how many are served
     */
    long serve(MinuteDemand demand, int minutes, long[] perMinute) {
        long served = 0;
        for (int minute = 0; minute < minutes; minute++) {
            arrive(demand, minute);
            long carried = perMinute[minute];
            if (buckets && !begun) {
                saved = carried; // It is full at first.
            }
            begun = true;
            long used = serve(carried + saved);
            saved = buckets ? Math.min(carried, carried + saved - used) : 0;
            served += used;
            endMinute();
        }
        return served;
    }

    /** {@return how many wait whose time is not up} */
    long left() {
        long left = 0;
        for (long count : pending) {
            left += count;
        }
        return left;
    }

    private void arrive(MinuteDemand demand, int minute) {
        for (int later = 0; later < pending.length; later++) {
            pending[later] += demand.count(minute, later);
        }
    }

    private long serve(long capacity) {
        long rest = capacity;
        for (int later = 0; later < pending.length && rest > 0; later++) {
            long served = Math.min(rest, pending[later]);
            pending[later] -= served;
            rest -= served;
        }
        return capacity - rest;
    }

    private void endMinute() {
        System.arraycopy(pending, 1, pending, 0, pending.length - 1);
        pending[pending.length - 1] = 0;
    }
}
