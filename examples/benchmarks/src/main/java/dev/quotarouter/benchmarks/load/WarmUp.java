package dev.quotarouter.benchmarks.load;

/**
 * How long everybody calls before anything is measured: until the compilers have next to nothing to do any more.
 *
 * @param calls how many calls of a kind are made at least: compilers wait for calls, not for time
 * @param millis how long a turn is; longer with many callers
 * @param mostTurns how many turns of a kind are taken at most, whatever the compilers do
 */
public record WarmUp(long calls, long millis, int mostTurns) {
    /** Below it, what the compilers take of the processors is less than the turns differ by anyway. */
    private static final double QUIET = 0.03;

    /** {@return whether that is enough} */
    boolean isEnough(int turns, long callsMade, Sample last) {
        return turns >= mostTurns || (callsMade >= calls && last.compiling() < QUIET);
    }
}
