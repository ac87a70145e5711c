package dev.quotarouter.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How the use of a day has grown. At most one point for five minutes: 300 for the longest day. Immutable.
 *
 * @param ends when the day ends
 * @param points the use at some moments, in order
 */
record DayCurve(Instant ends, List<Point> points) {
    private static final long STEP_SECONDS = Duration.ofMinutes(5).toSeconds();

    /**
     * The use at a moment.
     *
     * @param at the moment
     * @param used what was used by then, and is reserved
     */
    record Point(Instant at, long used) {
        private long step() {
            return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
        }
    }

    DayCurve {
        points = List.copyOf(points);
    }

    /** {@return this curve with one more point; a new one if the day is another} */
    DayCurve with(Instant dayEnds, Point point) {
        if (!dayEnds.equals(ends)) {
            return new DayCurve(dayEnds, List.of(point));
        }
        List<Point> more = new ArrayList<>(points);
        int last = more.size() - 1;
        if (last >= 0 && more.get(last).step() == point.step()) {
            more.remove(last);
        }
        more.add(point);
        return new DayCurve(ends, more);
    }
}
