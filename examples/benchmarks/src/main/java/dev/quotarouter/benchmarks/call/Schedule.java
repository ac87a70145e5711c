package dev.quotarouter.benchmarks.call;

import dev.quotarouter.benchmarks.report.Effort;
import java.util.List;
import java.util.stream.Stream;

/**
 * How often and how long everybody calls.
 *
 * @param callers how many call at once, from few to many; one number after the other
 * @param generations how often all JVMs are started anew: two with the same code differ by what their compilers happened to see
 * @param rounds how many turns everybody takes of each kind in a generation
 * @param warmUpMillis how long everybody calls of each kind before the first round
 * @param turnMillis how long a turn is measured
 */
record Schedule(List<Integer> callers, int generations, int rounds, long warmUpMillis, long turnMillis) {
    private static final List<Integer> CALLERS = List.of(1, 32, 256);

    static Schedule of(Effort effort) {
        return switch (effort) {
            case QUICK -> new Schedule(CALLERS, 1, 3, 1_200, 400);
            case FULL -> new Schedule(CALLERS, 3, 4, 2_400, 700);
        };
    }

    /** {@return what is called before anything is measured} By a few callers: the most are no quicker to warm a compiler. */
    List<Turn> warmUp() {
        return kinds(callers.subList(0, Math.min(2, callers.size())), warmUpMillis);
    }

    /** {@return a round's turns} */
    List<Turn> round() {
        return kinds(callers, turnMillis);
    }

    private static List<Turn> kinds(List<Integer> callers, long millis) {
        return callers.stream()
                .flatMap(number -> Stream.of(Mode.values()).map(mode -> new Turn(number, mode, millis)))
                .toList();
    }
}
