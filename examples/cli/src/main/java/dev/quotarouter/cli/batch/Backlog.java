package dev.quotarouter.cli.batch;

import java.io.IOException;

/**
 * Which lines of the input are to be asked.
 *
 * @param journal what has become of lines before
 * @param retryFailed whether those that failed for good are asked again
 */
record Backlog(Journal journal, boolean retryFailed) {
    /** {@return whether the line lacks what a run can bring} A line that has been changed since is another one. */
    boolean isOpen(TextLine line) throws IOException {
        return journal.find(line.number())
                .filter(known -> known.digest() == line.digest() && known.isSettled(retryFailed))
                .isEmpty();
    }
}
