package dev.quotarouter.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long requests waited for their first call. Not thread-safe. */
final class Waits {
    private static final int HOURS = 24;

    private final int[] millis;
    private final long[] mostOfHour = new long[HOURS];
    private final long[] sumOfHour = new long[HOURS];
    private final long[] countOfHour = new long[HOURS];
    private int size;

    Waits(int most) {
        millis = new int[most];
    }

    void add(long waited, int hour) {
        millis[size++] = Math.toIntExact(waited);
        mostOfHour[hour] = Math.max(mostOfHour[hour], waited);
        sumOfHour[hour] += waited;
        countOfHour[hour]++;
    }

    /** {@return how many requests were called for at all} */
    int size() {
        return size;
    }

    WaitFigures figures() {
        int[] sorted = Arrays.copyOf(millis, size);
        Arrays.sort(sorted);
        List<Double> most = new ArrayList<>();
        List<Double> mean = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            most.add(mostOfHour[hour] / 1_000.0);
            mean.add(countOfHour[hour] == 0 ? 0 : sumOfHour[hour] / 1_000.0 / countOfHour[hour]);
        }
        return new WaitFigures(
                seconds(sorted, 0.5), seconds(sorted, 0.95), seconds(sorted, 0.99), seconds(sorted, 1), most, mean);
    }

    private static double seconds(int[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int at = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, at)] / 1_000.0;
    }
}
