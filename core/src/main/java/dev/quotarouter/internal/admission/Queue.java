package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.admission.WaitingRoom.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, in a line for each kind of wish. For each name that is asked for only so many may wait, so that a flood of
 * requests for one turns nobody away who asks for another. One short lock guards all of it; no guest is called under it.
 * Thread-safe.
 */
final class Queue {
    private volatile int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Line> lines = new LinkedHashMap<>();
    private final Map<Object, Integer> waiting = new HashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    /**
     * An empty queue.
     *
     * @param capacity how many may wait for each name
     */
    Queue(int capacity) {
        this.capacity = capacity;
    }

    /** From now on so many may wait for each name; those who wait already stay. */
    void resize(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size.get();
    }

    /** Takes the place in; {@return whether there was room for it} */
    boolean add(Place place) {
        lock.lock();
        try {
            int before = waiting.getOrDefault(place.wish().name(), 0);
            if (before >= capacity) {
                return false;
            }
            waiting.put(place.wish().name(), before + 1);
            lines.computeIfAbsent(place.wish().kind(), kind -> new Line()).add(place);
            size.incrementAndGet();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the place out, if it is there. */
    void remove(Place place) {
        lock.lock();
        try {
            Line line = lines.get(place.wish().kind());
            if (line == null || !line.remove(place)) {
                return;
            }
            if (line.isEmpty()) {
                lines.remove(place.wish().kind());
            }
            waiting.merge(place.wish().name(), -1, (before, less) -> before + less == 0 ? null : before + less);
            size.decrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    List<Line> lines() {
        lock.lock();
        try {
            return List.copyOf(lines.values());
        } finally {
            lock.unlock();
        }
    }

    /** {@return all who wait, in no order} */
    List<Place> all() {
        lock.lock();
        try {
            List<Place> all = new ArrayList<>();
            for (Line line : lines.values()) {
                for (Place at = line.firstBelow(Long.MAX_VALUE, null);
                        at != null;
                        at = line.firstBelow(Long.MAX_VALUE, at)) {
                    all.add(at);
                }
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the first place of the line behind the given one, or at all, that wishes for less; null if there is none} */
    @Nullable
    Place firstBelow(Line line, long tokens, @Nullable Place behind) {
        lock.lock();
        try {
            return line.firstBelow(tokens, behind);
        } finally {
            lock.unlock();
        }
    }

    /** {@return the place of the line with the smallest wish, if that is for less; else null} */
    @Nullable
    Place smallestBelow(Line line, long tokens) {
        lock.lock();
        try {
            return line.smallestBelow(tokens);
        } finally {
            lock.unlock();
        }
    }

    /** Puts those of the line behind the others for whom a reply would come too late from now on. */
    void putLateBehind(Line line, long nanos) {
        lock.lock();
        try {
            line.putLateBehind(nanos);
        } finally {
            lock.unlock();
        }
    }

    /** {@return the place of the line with the earliest deadline; null if nobody waits there} */
    @Nullable
    Place earliest(Line line) {
        lock.lock();
        try {
            return line.earliest();
        } finally {
            lock.unlock();
        }
    }
}
