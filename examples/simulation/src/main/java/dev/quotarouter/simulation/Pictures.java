package dev.quotarouter.simulation;

import dev.quotarouter.simulator.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The pictures of a report. Has no state. */
final class Pictures {
    static final String LEGEND =
            "<p class=\"legend\"><span><i class=\"a\"></i>requests of the day</span> <span><i class=\"b\"></i>requests in"
                    + " 60 s</span> <span><i class=\"c\"></i>tokens in 60 s</span></p>"
                    + "<p class=\"legend\">The most of all days, in % of the limit.</p>";

    private static final int HOURS = 24;
    private static final int MOST_DAYS = 31;
    private static final List<String> CLOCK = IntStream.range(0, HOURS)
            .mapToObj(hour -> hour % 4 == 0 ? Integer.toString(hour) : "")
            .toList();

    private Pictures() {}

    static String keys(KeyPlan plan) {
        List<Double> shares =
                plan.points().stream().map(point -> 100 * point.share()).toList();
        List<String> numbers = plan.points().stream()
                .map(point -> point.projects() + (point.projects() == plan.now() ? " (now)" : ""))
                .toList();
        List<String> hints = plan.points().stream()
                .map(point -> String.format(
                        Locale.ROOT, "%d: %,d of %,d served", point.projects(), point.served(), point.offered()))
                .toList();
        return new Svg("share of the demand that is served, by projects", 100, " %")
                .bars("a", shares, hints)
                .below(numbers)
                .draw();
    }

    static String usage(PoolReport pool) {
        Limits limits = pool.limits();
        return new Svg("use of " + pool.id() + " over the day", 100, " %")
                .line("a", shares(filled(pool.mostOfDayByHour()), limits.rpd()))
                .line("b", shares(pool.mostInMinuteByHour(), limits.rpm()))
                .line("c", shares(pool.mostTokensInMinuteByHour(), limits.tpm()))
                .below(CLOCK)
                .draw();
    }

    static String refusals(List<PoolReport> pools) {
        List<Double> sums = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            int at = hour;
            sums.add((double) pools.stream()
                    .mapToLong(pool -> pool.refusedByHour().get(at))
                    .sum());
        }
        List<String> hints = IntStream.range(0, HOURS)
                .mapToObj(hour -> hour + ":00: " + sums.get(hour).longValue())
                .toList();
        return new Svg("calls refused for quota, by hour", Math.max(2, Collections.max(sums)), "")
                .bars("c", sums, hints)
                .below(CLOCK)
                .draw();
    }

    static String waits(WaitFigures waits) {
        return new Svg("waits in seconds, by hour", Math.max(1, Collections.max(waits.mostByHour())), " s")
                .line("a", waits.mostByHour())
                .line("b", waits.meanByHour())
                .below(CLOCK)
                .draw();
    }

    static String spread(List<PoolReport> pools) {
        int days = Math.min(MOST_DAYS, pools.get(0).callsByDay().size());
        Svg picture = new Svg("use of each pool, day by day", 100, " %");
        List<String> numbers = new ArrayList<>();
        for (int day = 1; day <= days; day++) {
            numbers.add(days <= 10 || day % 5 == 1 ? Integer.toString(day) : "");
        }
        for (PoolReport pool : pools) {
            OptionalLong perDay = pool.limits().rpd();
            if (perDay.isPresent()) {
                picture.line("thin", shares(pool.callsByDay().subList(0, days), perDay));
            }
        }
        return picture.below(numbers).draw();
    }

    /** An hour without a call has as much behind it as the hour before. */
    private static List<Long> filled(List<Long> most) {
        List<Long> filled = new ArrayList<>();
        long last = 0;
        for (long number : most) {
            last = Math.max(last, number);
            filled.add(last);
        }
        return filled;
    }

    private static List<Double> shares(List<Long> uses, OptionalLong limit) {
        if (limit.isEmpty()) {
            return List.of();
        }
        return uses.stream()
                .map(use -> 100.0 * use / Math.max(1, limit.getAsLong()))
                .toList();
    }
}
