package dev.quotarouter.cli.batch;

import java.util.stream.Stream;

/**
 * What stands in the journal about a line of the input.
 *
 * @param state what became of the line
 * @param digest of the line's text, when it was asked
 * @param offset where in the journal it begins
 * @param length how many bytes it has, without the line's end
 */
record LineRecord(State state, long digest, long offset, int length) {
    /** What became of a line. */
    enum State {
        /** It has its reply. */
        REPLIED(1),
        /** It has none yet, but may have at another time. */
        MAY_PASS(2),
        /** It has none, and asking again would bring none. */
        FAILED(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** {@return what stands for it in the index; never 0} */
        int code() {
            return code;
        }

        static State of(int code) {
            return Stream.of(values())
                    .filter(state -> state.code == code)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** {@return whether asking would be in vain, or again} */
    boolean isSettled(boolean retryFailed) {
        return switch (state) {
            case REPLIED -> true;
            case MAY_PASS -> false;
            case FAILED -> !retryFailed;
        };
    }
}
