package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.QuotaDimension;

/**
 * What was used within the last 60 seconds: an instant {@code t} counts in {@code [t, t + 60 s)}.
 *
 * <p>Uses are kept in buckets, each named by its end. A bucket leaves 60 s after its end, so a use is never forgotten too
 * early. Small limits get buckets of one millisecond, which is exact; large ones get buckets of a second, which bounds the
 * memory and keeps a use at most a second too long. Not thread-safe: the pool's lock guards it.
 */
final class RollingMinute {
    static final long SPAN_MILLIS = 60_000;

    // Below this a clock that went back is read as two threads that read it in turn.
    static final long CLOCK_STEP_MILLIS = 1_000;

    private static final long EXACT_UP_TO = 64;
    private static final long FINE_MILLIS = 1;
    private static final long COARSE_MILLIS = 1_000;

    // A ring: the oldest bucket is at head, the number of buckets in the ring is size, the length a power of two.
    private long[] ends = new long[8];
    private Tally[] tallies = tallies(8);
    private int head;
    private int size;
    private long width = COARSE_MILLIS;
    // How far all ends were moved in all: what is left without it names a bucket for good.
    private long shifted;

    private final Tally total = new Tally();

    /** Chooses how exactly uses are kept: exactly, where the limit bounds their number. */
    void sizeFor(long requestLimit) {
        width = requestLimit <= EXACT_UP_TO ? FINE_MILLIS : COARSE_MILLIS;
    }

    Tally total() {
        return total;
    }

    /** Drops what has left the minute. */
    void advance(long now) {
        while (size > 0 && ends[head] + SPAN_MILLIS <= now) {
            total.subtract(tallies[head]);
            tallies[head].clear();
            dropHead();
        }
        dropEmpty();
    }

    /** Moves all uses along with a clock that was set back, so that each keeps its age. */
    void shift(long millis) {
        for (int i = 0, at = head; i < size; i++, at = next(at)) {
            ends[at] += millis;
        }
        shifted += millis;
    }

    /** Takes one request and its tokens; the answer names the bucket that holds them. */
    long reserve(long now, long estimate) {
        long end = width == FINE_MILLIS ? now : (now + width - 1) / width * width;
        int last = last();
        if (size == 0 || ends[last] < end) {
            last = push(end);
        }
        tallies[last].reserve(estimate);
        total.reserve(estimate);
        return ends[last] - shifted;
    }

    /** Corrects the tokens of a use; without effect once it has left the minute. */
    void settle(long bucket, long estimate, long actual) {
        int at = find(bucket);
        if (at >= 0) {
            tallies[at].settle(estimate, actual);
            total.settle(estimate, actual);
        }
    }

    /** Takes a use back; without effect once it has left the minute. */
    void refund(long bucket, long estimate) {
        int at = find(bucket);
        if (at >= 0) {
            tallies[at].refund(estimate);
            total.refund(estimate);
            dropEmpty();
        }
    }

    /** {@return when the oldest use leaves; {@link Long#MAX_VALUE} if there is none} */
    long oldestLeavesAt() {
        return size == 0 ? Long.MAX_VALUE : ends[head] + SPAN_MILLIS;
    }

    /** {@return when at least so much of the dimension will have left; {@link Long#MAX_VALUE} if there is not so much} */
    long freesAt(QuotaDimension dimension, long amount) {
        long freed = 0;
        for (int i = 0, at = head; i < size; i++, at = next(at)) {
            freed += tallies[at].taken(dimension);
            if (freed >= amount) {
                return ends[at] + SPAN_MILLIS;
            }
        }
        return Long.MAX_VALUE;
    }

    // The oldest bucket says when the oldest use leaves, so it must hold one.
    private void dropEmpty() {
        while (size > 0 && tallies[head].taken(QuotaDimension.REQUESTS) == 0) {
            dropHead();
        }
    }

    private void dropHead() {
        head = next(head);
        size--;
    }

    // Newest first: most attempts end soon after they began.
    private int find(long bucket) {
        for (int i = 0, at = last(); i < size; i++, at = (at - 1) & (ends.length - 1)) {
            if (ends[at] - shifted == bucket) {
                return at;
            }
        }
        return -1;
    }

    private int push(long end) {
        if (size == ends.length) {
            grow();
        }
        size++;
        int last = last();
        ends[last] = end;
        return last;
    }

    private void grow() {
        long[] longerEnds = new long[ends.length * 2];
        Tally[] longerTallies = tallies(ends.length * 2);
        for (int i = 0, at = head; i < size; i++, at = next(at)) {
            longerEnds[i] = ends[at];
            longerTallies[i] = tallies[at];
        }
        ends = longerEnds;
        tallies = longerTallies;
        head = 0;
    }

    private int last() {
        return (head + size - 1) & (ends.length - 1);
    }

    private int next(int at) {
        return (at + 1) & (ends.length - 1);
    }

    private static Tally[] tallies(int length) {
        Tally[] tallies = new Tally[length];
        for (int i = 0; i < length; i++) {
            tallies[i] = new Tally();
        }
        return tallies;
    }
}
