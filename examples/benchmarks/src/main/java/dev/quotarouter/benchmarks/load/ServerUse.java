package dev.quotarouter.benchmarks.load;

import java.util.OptionalLong;

/**
 * What the server used that was called.
 *
 * @param cpuMicros its processor time by the calls; the system counts it by hundredths of a second
 * @param residentKilobytes the memory that it held when the turn was over; empty where the system does not tell
 */
public record ServerUse(double cpuMicros, OptionalLong residentKilobytes) {}
