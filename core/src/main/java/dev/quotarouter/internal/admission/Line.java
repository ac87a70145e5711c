package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.admission.WaitingRoom.Place;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The guests who are served or not served alike, tokens apart: in their order, and by the instants at which
 * they become late and have to leave. Not thread-safe. */
final class Line {
    private final TreeSet<Place> byDeadline = new TreeSet<>(Line::compareDeadlines);
    private final TreeSet<Place> inTime = new TreeSet<>(Line::compareLateness);
    private @Nullable GuestTree inOrder;

    boolean isEmpty() {
        return inOrder == null;
    }

    void add(Place place) {
        byDeadline.add(place);
        inTime.add(place);
        inOrder = GuestTree.with(inOrder, place);
    }

    /** Takes the place out; {@return whether it was there} */
    boolean remove(Place place) {
        boolean there = byDeadline.remove(place);
        if (there) {
            inTime.remove(place);
            inOrder = GuestTree.without(inOrder, place);
        }
        return there;
    }

    /** {@return the first place behind the given one, or at all, that wishes for less; null if there is none} */
    @Nullable
    Place firstBelow(long tokens, @Nullable Place behind) {
        return GuestTree.firstBelow(inOrder, tokens, behind);
    }

    /** {@return the first of those with the smallest wish, if that is for less; else null} */
    @Nullable
    Place smallestBelow(long tokens) {
        long smallest = GuestTree.smallest(inOrder);
        return smallest < tokens ? GuestTree.firstBelow(inOrder, smallest + 1, null) : null;
    }

    /** {@return the place with the earliest deadline; null if nobody waits} */
    @Nullable
    Place earliest() {
        return byDeadline.isEmpty() ? null : byDeadline.first();
    }

    /** Puts those behind the others of their priority for whom a reply would come too late from now on. */
    void putLateBehind(long nanos) {
        while (!inTime.isEmpty() && inTime.first().lateNanos() - nanos < 0) {
            Place late = inTime.first();
            inTime.remove(late);
            inOrder = GuestTree.without(inOrder, late);
            late.setLate();
            inOrder = GuestTree.with(inOrder, late);
        }
    }

    private static int compareLateness(Place a, Place b) {
        return compare(a.lateNanos(), b.lateNanos(), a, b);
    }

    private static int compareDeadlines(Place a, Place b) {
        return compare(a.deadlineNanos(), b.deadlineNanos(), a, b);
    }

    // Nanoseconds may overflow: only their difference means anything.
    private static int compare(long nanosOfA, long nanosOfB, Place a, Place b) {
        int byTime = Long.signum(nanosOfA - nanosOfB);
        return byTime != 0 ? byTime : Long.compare(a.number(), b.number());
    }
}
