package dev.quotarouter.benchmarks.load;

/**
 * What a contender is told to do.
 *
 * @param callers how many call at once, each as soon as its last call has ended
 * @param mode how they want the answers
 * @param millis how long they are measured; as long again while fewer calls have ended than there are callers
 */
public record Turn(int callers, Mode mode, long millis) {
    /** They call for a fourth of the measured time before. */
    private static final int LEAD = 4;

    /** {@return how long they call before they are measured, so that the measured time is like any other} */
    long leadMillis() {
        return millis / LEAD;
    }
}
