package dev.quotarouter.benchmarks.load;

import java.util.List;
import java.util.stream.Stream;

/**
 * What turns have in common that are compared with each other, and what a table is made of.
 *
 * @param callers how many call at once
 * @param mode how they want the answers
 */
public record Kind(int callers, Mode mode) {
    /** {@return every kind with these numbers of callers, in the order of turns and of tables} */
    public static List<Kind> of(List<Integer> callers) {
        return callers.stream()
                .flatMap(number -> Stream.of(Mode.values()).map(mode -> new Kind(number, mode)))
                .toList();
    }

    /** {@return how it is called above a table} */
    public String title() {
        return callers + (callers == 1 ? " caller, " : " callers, ") + mode.word();
    }
}
