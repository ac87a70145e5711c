package dev.quotarouter.benchmarks.report;

/** One part of the benchmarks: it measures, and says what it found. */
public interface Part {
    /** {@return the name by which it is asked for, and that its files bear} */
    String name();

    /**
     * Measures.
     *
     * @param effort how long
     * @return what was found
     * @throws Exception where it cannot be measured here
     */
    Findings measure(Effort effort) throws Exception;
}
