package dev.quotarouter.cli.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a batch will go on, if nothing happens: minutes carry what their limits are, today what is left of it, and each day from
 * the next reset on a whole one.
 *
 * @param beforeReset how many lines will be answered before the next daily reset
 * @param resetsAt when that is; empty if the end comes before it
 * @param doneAt when the last line will be answered; empty if nothing says, or never
 */
record Forecast(long beforeReset, Optional<Instant> resetsAt, Optional<Instant> doneAt) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final double MINUTES_OF_DAY = DAY.toMinutes();

    /**
     * The forecast for lines that all ask the same model.
     *
     * @param supplies what its pools can carry
     * @param lines how many there are
     * @param most how many replies a minute can bring, whatever the quotas; infinite if nobody knows
     */
    static Forecast of(Instant now, List<Supply> supplies, long lines, double most) {
        if (supplies.stream().anyMatch(supply -> Double.isInfinite(Math.min(supply.perMinute(), most)))) {
            return new Forecast(0, Optional.empty(), Optional.empty());
        }
        Optional<Instant> reset = supplies.stream()
                .map(Supply::resetsAt)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        double untilReset =
                reset.map(end -> minutes(Duration.between(now, end))).orElse(Double.POSITIVE_INFINITY);
        Flow today = new Flow(most);
        supplies.forEach(supply -> today.add(supply.today(), supply.perMinute()));
        today.run((double) lines, untilReset);
        if (today.carried() >= lines || reset.isEmpty()) {
            boolean done = today.carried() >= lines;
            return new Forecast(
                    (long) today.carried(),
                    Optional.empty(),
                    Optional.of(now.plus(duration(today.minutes()))).filter(end -> done));
        }
        long beforeReset = (long) today.carried();
        return new Forecast(beforeReset, reset, done(reset.get(), supplies, lines - beforeReset, most));
    }

    private static Optional<Instant> done(Instant reset, List<Supply> supplies, long lines, double most) {
        double ofDay = day(supplies, most, (double) lines).carried();
        if (ofDay <= 0) {
            return Optional.empty();
        }
        long wholeDays = Math.max(0, (long) Math.ceil(lines / ofDay) - 1);
        Flow lastDay = day(supplies, most, lines - wholeDays * ofDay);
        return Optional.of(reset.plus(DAY.multipliedBy(wholeDays)).plus(duration(lastDay.minutes())));
    }

    private static Flow day(List<Supply> supplies, double most, double lines) {
        Flow day = new Flow(most);
        supplies.forEach(supply -> day.add(supply.perDay(), supply.perMinute()));
        day.run(lines, MINUTES_OF_DAY);
        return day;
    }

    /** {@return the forecast for the lines of both} */
    Forecast and(Forecast other) {
        return new Forecast(
                beforeReset + other.beforeReset,
                resetsAt.isEmpty()
                                || other.resetsAt
                                        .filter(resetsAt.get()::isAfter)
                                        .isPresent()
                        ? other.resetsAt
                        : resetsAt,
                doneAt.flatMap(end -> other.doneAt.map(otherEnd -> end.isAfter(otherEnd) ? end : otherEnd)));
    }

    private static double minutes(Duration duration) {
        return Math.max(0, duration.toMillis() / 60_000.0);
    }

    private static Duration duration(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }
}
