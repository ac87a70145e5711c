package dev.quotarouter.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process has used up by a moment.
 *
 * @param nanos the moment
 * @param cpuNanos its processor time, compiler and collector included
 * @param compilerMillis the time that its compilers have taken, all together
 * @param allocated the bytes that each living thread has allocated so far, by the thread's id
 */
record Expense(long nanos, long cpuNanos, long compilerMillis, Map<Long, Long> allocated) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** {@return what was used up by now} */
    static Expense now() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            allocated.put(ids[i], Math.max(0, bytes[i]));
        }
        return new Expense(
                System.nanoTime(), SYSTEM.getProcessCpuTime(), COMPILERS.getTotalCompilationTime(), allocated);
    }

    /**
     * {@return the bytes allocated since} Java 17 has no sum for all threads, only one for each that lives. What a thread allocates
     * and then ends before the second look is missed; the callers live, and libraries keep their threads for longer than a turn.
     */
    long bytesSince(Expense before) {
        return allocated.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.allocated.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
