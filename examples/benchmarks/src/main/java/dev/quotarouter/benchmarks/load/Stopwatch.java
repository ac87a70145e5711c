package dev.quotarouter.benchmarks.load;

import org.HdrHistogram.Histogram;

/** The times of one call, which runs from now on. Its chunks may come on another thread, but before it is stopped. */
final class Stopwatch {
    private final long start = System.nanoTime();
    private boolean begun;
    private long firstChunk;
    private long end;

    void onChunk() {
        if (!begun) {
            firstChunk = System.nanoTime();
            begun = true;
        }
    }

    void stop() {
        end = System.nanoTime();
    }

    void writeTo(Histogram whole, Histogram firstChunks) {
        whole.recordValue(end - start);
        if (begun) {
            firstChunks.recordValue(firstChunk - start);
        }
    }
}
