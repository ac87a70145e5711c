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
    BYTES("bytes"),
    /** The processor time that a call takes of the server. */
    SERVER_CPU("server: µs of processor"),
    /** The memory that the server holds. */
    SERVER_MEMORY("server: MB");

    private static final double KILO = 1_024;

    private final String head;

    Metric(String head) {
        this.head = head;
    }

    /** {@return what it is, for the head of a column} */
    public String head() {
        return head;
    }

    /** {@return whether everybody has it in this mode} */
    public boolean of(Mode mode) {
        return switch (this) {
            case FIRST_CHUNK, FIRST_CHUNK_P99 -> mode == Mode.STREAMED;
            case SERVER_CPU, SERVER_MEMORY -> false;
            case RATE, MEDIAN, P99, CPU, BYTES -> true;
        };
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
            case SERVER_CPU -> sample.server().map(ServerUse::cpuMicros);
            case SERVER_MEMORY -> sample.server().flatMap(Metric::megabytes);
        };
    }

    private static Optional<Double> megabytes(ServerUse use) {
        return use.residentKilobytes().stream()
                .mapToObj(kilobytes -> kilobytes / KILO)
                .findFirst();
    }
}
