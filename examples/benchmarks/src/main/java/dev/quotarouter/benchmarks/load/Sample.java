package dev.quotarouter.benchmarks.load;

import java.util.Optional;

/**
 * What a turn gave.
 *
 * @param calls how many calls ended while it was measured; none failed
 * @param callsPerSecond how many ended in a second
 * @param whole the time of a whole call
 * @param firstChunk the time to the first chunk; empty unless streamed
 * @param cpuMicros the processor time of a call: that of the whole process, whatever its threads did, by the calls
 * @param bytes the bytes that a call allocates, on whatever thread
 * @param compiling how many compilers were at work in the mean: their time by that of the turn
 * @param server what the server used; empty unless it is watched
 */
public record Sample(
        long calls,
        double callsPerSecond,
        Latency whole,
        Optional<Latency> firstChunk,
        double cpuMicros,
        double bytes,
        double compiling,
        Optional<ServerUse> server) {}
