package dev.quotarouter.benchmarks.call;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The ways to a first chunk in turns, in one JVM, each round in another order. Two JVMs of one benchmark differ by more than the
 * ways do: by where the machine puts their threads, and by who else was busy meanwhile. Here all meet the same.
 */
final class SideBySide {
    private final Map<String, long[]> nanos = new LinkedHashMap<>();

    private SideBySide() {}

    /** One way to a first chunk. */
    @FunctionalInterface
    private interface Way {
        @Nullable
        Object call() throws IOException;
    }

    /**
     * Measures.
     *
     * @param warmUp how many rounds are made before
     * @param measured how many rounds are measured
     */
    static SideBySide measure(int warmUp, int measured) throws IOException {
        SideBySide side = new SideBySide();
        FirstChunkBenchmark calls = new FirstChunkBenchmark();
        calls.open();
        try {
            Map<String, Way> ways = new LinkedHashMap<>();
            ways.put("bareOkHttp", calls::bareOkHttp);
            ways.put("byHand", calls::byHand);
            ways.put("providerAlone", calls::providerAlone);
            ways.put("throughRouter", calls::throughRouter);
            ways.keySet().forEach(way -> side.nanos.put(way, new long[measured]));
            SplittableRandom chance = new SplittableRandom(42);
            for (int round = -warmUp; round < measured; round++) {
                side.round(round, calls, ways, chance.nextInt(ways.size()));
            }
        } finally {
            calls.close();
        }
        side.nanos.values().forEach(Arrays::sort);
        return side;
    }

    private void round(int round, FirstChunkBenchmark calls, Map<String, Way> ways, int first) throws IOException {
        String[] names = ways.keySet().toArray(String[]::new);
        for (int i = 0; i < names.length; i++) {
            String name = names[(first + i) % names.length];
            Way way = ways.get(name);
            long start = System.nanoTime();
            Object chunk = way == null ? null : way.call();
            long end = System.nanoTime();
            calls.readTheRest();
            long[] samples = nanos.get(name);
            if (chunk != null && samples != null && round >= 0) {
                samples[round] = end - start;
            }
        }
    }

    /** {@return the figures as a table} */
    String markdown() {
        StringBuilder table = new StringBuilder("""

                ## The first chunk, all ways in turns in one JVM

                | | µs, lower quarter | µs, median | median × bare | median × by hand |
                |---|---|---|---|---|
                """);
        nanos.forEach((way, samples) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.2f | %.2f |%n",
                way,
                at(way, 0.25) / 1_000,
                at(way, 0.5) / 1_000,
                at(way, 0.5) / at("bareOkHttp", 0.5),
                at(way, 0.5) / at("byHand", 0.5))));
        return table.toString();
    }

    private double at(String way, double share) {
        long[] samples = nanos.getOrDefault(way, new long[1]);
        return samples[(int) (share * samples.length)];
    }
}
