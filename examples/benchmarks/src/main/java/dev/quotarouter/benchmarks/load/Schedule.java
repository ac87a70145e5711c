package dev.quotarouter.benchmarks.load;

import dev.quotarouter.benchmarks.report.Effort;
import java.util.List;

/**
 * How often and how long everybody calls.
 *
 * @param callers how many call at once, from few to many; one number after the other
 * @param generations how often all JVMs are started anew: two with the same code differ by what their compilers happened to see
 * @param rounds how many turns everybody takes of each kind in a generation
 * @param warmUp how long everybody calls before the first round
 * @param turnMillis how long a turn is measured; longer with many callers
 */
public record Schedule(List<Integer> callers, int generations, int rounds, WarmUp warmUp, long turnMillis) {
    /** One caller, a few, and many more than there are processors. */
    public static final List<Integer> CALLERS = List.of(1, 32, 256);

    private static final int MANY = 100;
    /** With many callers a single call may take a third of a second, and what is longer than the turn is never seen. */
    private static final int LONGER = 3;

    /** {@return how often, with this effort} */
    public static Schedule of(Effort effort) {
        return switch (effort) {
            case QUICK -> new Schedule(CALLERS, 1, 3, new WarmUp(3_000, 400, 10), 400);
            case FULL -> new Schedule(CALLERS, 2, 7, new WarmUp(15_000, 700, 30), 300);
        };
    }

    /** {@return the turns to warm up with} Of each kind: what one kind never does, the compilers have not seen. */
    List<Turn> warmUpTurns() {
        return kinds(warmUp.millis());
    }

    /** {@return a round's turns} */
    List<Turn> round() {
        return kinds(turnMillis);
    }

    private List<Turn> kinds(long millis) {
        return Kind.of(callers).stream()
                .map(kind -> new Turn(kind.callers(), kind.mode(), kind.callers() < MANY ? millis : LONGER * millis))
                .toList();
    }
}
