package dev.quotarouter.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A contender's first answer of each mode, read to the last token before anything is measured: who gets along with less than an
 * answer would have the best figures of all.
 *
 * @param patience how long each may take
 */
record FirstAnswers(Duration patience) {
    /**
     * Reads them.
     *
     * @throws IOException if one is no reply, or does not come
     */
    void require(Entrant entrant, Contender contender) throws IOException, InterruptedException {
        for (Mode mode : Mode.values()) {
            if (entrant.can(mode)) {
                require(mode, contender);
            }
        }
    }

    private void require(Mode mode, Contender contender) throws IOException, InterruptedException {
        String which = "the first answer, " + mode.word();
        try {
            read(mode, contender).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(which + ", is none", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(which + ", did not come within " + patience, e);
        }
    }

    /** On a thread of its own, as a call may wait for ever. */
    private static CompletableFuture<Reply> read(Mode mode, Contender contender) {
        CompletableFuture<Reply> read = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        read.complete(mode.call(contender, () -> {}).read());
                    } catch (IOException | RuntimeException | Error e) {
                        read.completeExceptionally(e);
                    }
                },
                "first-answer");
        thread.setDaemon(true);
        thread.start();
        return read;
    }
}
