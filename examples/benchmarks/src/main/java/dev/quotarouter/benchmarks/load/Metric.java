package dev.quotarouter.benchmarks.load;

import java.util.Optional;

/** What of a sample is compared. */
public enum Metric {
    /** How many calls all callers together make: with many callers truer than a median, for a few of them may do most. */
    RATE("calls a second"),
    /** The time of a whole call. */
    MEDIAN("median, µs"),
    /** The time that one call in a hundred exceeds. */
    P99("p99, µs"),
    /** The time to the first chunk. */
    FIRST_CHUNK("first chunk, median, µs"),
    /** The time to the first chunk that one call in a hundred exceeds. */
    FIRST_CHUNK_P99("first chunk, p99, µs"),
    /** The processor time of a call. */
    CPU("µs of processor"),
    /** What a call allocates. */
    BYTES("bytes");

    private final String head;

    Metric(String head) {
        this.head = head;
    }

    /** {@return what it is, for the head of a column} */
    public String head() {
        return head;
    }

    /** {@return whether it says something in this mode} */
    public boolean of(Mode mode) {
        return mode == Mode.STREAMED || (this != FIRST_CHUNK && this != FIRST_CHUNK_P99);
    }

    /** {@return the figure; empty if the sample has none} */
    public Optional<Double> read(Sample sample) {
        return switch (this) {
            case RATE -> Optional.of(sample.callsPerSecond());
            case MEDIAN -> Optional.of(sample.whole().median());
            case P99 -> Optional.of(sample.whole().p99());
            case FIRST_CHUNK -> sample.firstChunk().map(Latency::median);
            case FIRST_CHUNK_P99 -> sample.firstChunk().map(Latency::p99);
            case CPU -> Optional.of(sample.cpuMicros());
            case BYTES -> Optional.of(sample.bytes());
        };
    }
}
