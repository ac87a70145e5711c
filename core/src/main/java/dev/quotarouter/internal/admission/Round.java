package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.admission.WaitingRoom.Guest;
import dev.quotarouter.internal.admission.WaitingRoom.Place;
import dev.quotarouter.internal.quota.QuotaPool;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One round through those who wait: room is handed over in their order, whatever lines they stand in.
 *
 * <p>In a line, whoever wishes for no less than one who found no room need not be asked, so a round asks those it serves and
 * few more in each line. When the first have been asked in vain, down to the smallest wish, the line has to wait; whoever of
 * it cannot be served before his deadline is told so at once. Used once, by one thread.
 */
final class Round {
    /** After so many who found no room, each with a smaller wish than the one before, the smallest is asked. */
    private static final int MOST_IN_VAIN = 16;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Queue queue;
    private final long now;
    private final long nanos;
    private long wakesAt = QuotaPool.NEVER;

    Round(Queue queue, long now, long nanos) {
        this.queue = queue;
        this.now = now;
        this.nanos = nanos;
    }

    /** How far the round has come in one line. */
    private static final class Turn implements Comparable<Turn> {
        private final Line line;
        private Place place;
        private @Nullable Place inVain;
        private int asked;

        private Turn(Line line, Place place) {
            this.line = line;
            this.place = place;
        }

        private long tooMuch() {
            return inVain == null ? Long.MAX_VALUE : inVain.tokens();
        }

        @Override
        public int compareTo(Turn other) {
            return place.compareTo(other.place);
        }
    }

    /** {@return when the next one can be served, as far as is known now; {@link QuotaPool#NEVER} if no clock tells} */
    long run() {
        List<Line> lines = queue.lines();
        lines.forEach(this::endOverdue);
        // Scarce room goes to those who can use it: whose reply would come too late gets what is left.
        lines.forEach(line -> queue.putLateBehind(line, nanos));
        PriorityQueue<Turn> turns = new PriorityQueue<>();
        for (Line line : lines) {
            Place first = queue.firstBelow(line, Long.MAX_VALUE, null);
            if (first != null) {
                turns.add(new Turn(line, first));
            }
        }
        List<Turn> over = new ArrayList<>(turns.size());
        for (Turn turn = turns.poll(); turn != null; turn = turns.poll()) {
            attend(turn);
            (advance(turn) ? turns : over).add(turn);
        }
        over.forEach(this::close);
        return wakesAt;
    }

    private void endOverdue(Line line) {
        for (Place first = queue.earliest(line);
                first != null && first.deadlineNanos() - nanos <= 0;
                first = queue.earliest(line)) {
            first.call(now, false);
        }
    }

    private void attend(Turn turn) {
        Place place = turn.place;
        if (place.isOver()) {
            queue.remove(place); // It left just now.
            return;
        }
        try {
            if (place.guest().tryAdmit(now)) {
                place.call(now, true);
            } else {
                turn.inVain = place;
                turn.asked++;
            }
        } catch (RuntimeException | Error e) {
            place.sendAway(e); // Foreign code broke for this guest: the others are served all the same.
        }
    }

    private boolean advance(Turn turn) {
        Place next = turn.asked < MOST_IN_VAIN
                ? queue.firstBelow(turn.line, turn.tooMuch(), turn.place)
                : queue.smallestBelow(turn.line, turn.tooMuch());
        if (next == null) {
            return false;
        }
        turn.place = next;
        return true;
    }

    private void close(Turn turn) {
        Place smallest = turn.inVain;
        if (smallest == null) {
            return;
        }
        long at = asked(smallest, Guest::servesAt);
        for (Place first = queue.earliest(turn.line);
                first != null && isHopeless(first, at);
                first = queue.earliest(turn.line)) {
            first.call(now, false);
        }
        if (queue.earliest(turn.line) != null) {
            wakesAt = Math.min(wakesAt, asked(smallest, Guest::wakesAt));
        }
    }

    // The others of the line wish for no less than the smallest, so none of them is served earlier; asked all the same,
    // so
    // that nobody is called who would only come back.
    private boolean isHopeless(Place place, long at) {
        long deadline = now + (place.deadlineNanos() - nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        return deadline <= at && deadline <= asked(place, Guest::servesAt);
    }

    private long asked(Place place, ToLongBiFunction<Guest, Long> when) {
        try {
            return place.isOver() ? QuotaPool.NEVER : when.applyAsLong(place.guest(), now);
        } catch (RuntimeException | Error e) {
            place.sendAway(e);
            return QuotaPool.NEVER;
        }
    }
}
