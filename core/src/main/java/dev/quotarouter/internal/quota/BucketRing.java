package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.QuotaDimension;

/**
 * Buckets of uses in the order of their ends, oldest first; each is named for good by its end when it was made. Not
 * thread-safe. Once it has grown to what a minute holds, it makes no garbage.
 */
final class BucketRing {
    private static final int FIRST_LENGTH = 1;

    // The oldest bucket is at head, the number of buckets in the ring is size, the length a power of two.
    // It begins small: most pools of many are idle.
    private long[] ends = new long[FIRST_LENGTH];
    private long[] arrivals = new long[FIRST_LENGTH];
    private Tally[] tallies = tallies(FIRST_LENGTH);
    private int head;
    private int size;
    // How far all ends were moved in all: what is left without it is the name.
    private long shifted;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** {@return the end of a bucket, 0 for the oldest} */
    long end(int position) {
        return ends[at(position)];
    }

    /** {@return by when the calls of a bucket that have ended had surely arrived; at least its end} */
    long arrival(int position) {
        return arrivals[at(position)];
    }

    /** Notes that a call of the bucket has ended: it had arrived before. */
    void ended(int position, long now) {
        arrivals[at(position)] = Math.max(arrivals[at(position)], now);
    }

    /** {@return what a bucket holds, 0 for the oldest} */
    Tally tally(int position) {
        return tallies[at(position)];
    }

    /** {@return the name of the newest bucket} */
    long newestName() {
        return end(size - 1) - shifted;
    }

    /** {@return the newest bucket, which ends at the instant or later} */
    Tally newest(long end) {
        if (size == 0 || end(size - 1) < end) {
            push(end);
        }
        return tally(size - 1);
    }

    /** {@return the position of the bucket; -1 if it has gone} Newest first: most attempts end soon after they began. */
    int find(long name) {
        for (int position = size - 1; position >= 0; position--) {
            if (end(position) - shifted == name) {
                return position;
            }
        }
        return -1;
    }

    void dropOldest() {
        tallies[head].clear();
        head = at(1);
        size--;
    }

    /** Drops the oldest buckets that hold no use: the oldest one says when the oldest use leaves. */
    void dropEmpty() {
        while (size > 0 && tallies[head].taken(QuotaDimension.REQUESTS) == 0) {
            dropOldest();
        }
    }

    /** Moves all buckets in time. */
    void shift(long millis) {
        for (int position = 0; position < size; position++) {
            ends[at(position)] += millis;
            arrivals[at(position)] += millis;
        }
        shifted += millis;
    }

    /** Takes over all buckets of another ring. */
    void absorb(BucketRing other) {
        BucketRing both = new BucketRing();
        int mine = 0;
        int theirs = 0;
        while (mine < size || theirs < other.size) {
            boolean takeMine = theirs == other.size || (mine < size && end(mine) <= other.end(theirs));
            if (takeMine) {
                both.append(this, mine++);
            } else {
                both.append(other, theirs++);
            }
        }
        ends = both.ends;
        arrivals = both.arrivals;
        tallies = both.tallies;
        head = both.head;
        size = both.size;
    }

    private void append(BucketRing other, int position) {
        newest(other.end(position)).add(other.tally(position));
        ended(size - 1, other.arrival(position));
    }

    private void push(long end) {
        if (size == ends.length) {
            grow();
        }
        size++;
        ends[at(size - 1)] = end;
        arrivals[at(size - 1)] = end;
    }

    private void grow() {
        long[] longerEnds = new long[ends.length * 2];
        long[] longerArrivals = new long[ends.length * 2];
        Tally[] longerTallies = tallies(ends.length * 2);
        for (int position = 0; position < size; position++) {
            longerEnds[position] = end(position);
            longerArrivals[position] = arrival(position);
            longerTallies[position] = tally(position);
        }
        ends = longerEnds;
        arrivals = longerArrivals;
        tallies = longerTallies;
        head = 0;
    }

    private int at(int position) {
        return (head + position) & (ends.length - 1);
    }

    private static Tally[] tallies(int length) {
        Tally[] tallies = new Tally[length];
        for (int i = 0; i < length; i++) {
            tallies[i] = new Tally();
        }
        return tallies;
    }
}
