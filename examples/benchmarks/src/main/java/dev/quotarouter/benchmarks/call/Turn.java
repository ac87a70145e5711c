package dev.quotarouter.benchmarks.call;

/**
 * What a contender is told to do.
 *
 * @param callers how many call at once, each as soon as its last call has ended
 * @param mode how they want the answers
 * @param millis how long they are measured
 */
record Turn(int callers, Mode mode, long millis) {
    /** How much of the measured time they call before, so that connections stand and threads run. */
    private static final int LEAD = 4;

    long leadMillis() {
        return millis / LEAD;
    }
}
