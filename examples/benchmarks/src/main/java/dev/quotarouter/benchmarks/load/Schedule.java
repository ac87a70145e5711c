package dev.quotarouter.benchmarks.load;

import dev.quotarouter.benchmarks.report.Effort;
import java.util.List;
import java.util.stream.Stream;

/**
 * How often and how long everybody calls.
 *
 * @param callers how many call at once, from few to many; one number after the other
 * @param generations how often all JVMs are started anew: two with the same code differ by what their compilers happened to see
 * @param rounds how many turns everybody takes of each kind in a generation
 * @param warmUpCalls how many calls of each kind everybody makes before the first round: compilers wait for calls, not for time
 * @param warmUpMillis how long a turn of the warm-up is; the fewer calls it has, the more of them are taken
 * @param turnMillis how long a turn is measured
 */
public record Schedule(
        List<Integer> callers, int generations, int rounds, long warmUpCalls, long warmUpMillis, long turnMillis) {
    /** One caller, a few, and many more than there are processors. */
    public static final List<Integer> CALLERS = List.of(1, 32, 256);

    /** {@return how often, with this effort} */
    public static Schedule of(Effort effort) {
        return switch (effort) {
            case QUICK -> new Schedule(CALLERS, 1, 3, 3_000, 400, 400);
            case FULL -> new Schedule(CALLERS, 3, 10, 30_000, 700, 300);
        };
    }

    /** {@return the turns to warm up with} By few callers: many more would not warm anything else. */
    List<Turn> warmUp() {
        return kinds(callers.subList(0, Math.min(2, callers.size())), warmUpMillis);
    }

    /** {@return a round's turns} */
    List<Turn> round() {
        return kinds(callers, turnMillis);
    }

    private List<Turn> kinds(List<Integer> callers, long millis) {
        return callers.stream()
                .flatMap(number -> Stream.of(Mode.values()).map(mode -> new Turn(number, mode, millis)))
                .toList();
    }
}
