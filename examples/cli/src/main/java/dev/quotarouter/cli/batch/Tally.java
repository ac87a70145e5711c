package dev.quotarouter.cli.batch;

import java.time.Duration;
import java.util.Map;

/**
 * How far a batch is, at one moment.
 *
 * @param replied how many lines have their reply, those of earlier runs included
 * @param failed how many have failed and are not asked again in this run
 * @param underWay how many are being answered
 * @param waiting how many of each model are not under way yet
 * @param latency how long a reply takes, in the mean of this run; zero before the first
 */
public record Tally(long replied, long failed, int underWay, Map<String, Long> waiting, Duration latency) {
    /** Copies the map. */
    public Tally {
        waiting = Map.copyOf(waiting);
    }

    /** {@return how many lines the batch has} */
    public long lines() {
        return replied + failed + left();
    }

    /** {@return how many lines have neither their reply nor failed} */
    public long left() {
        return underWay + waiting.values().stream().mapToLong(Long::longValue).sum();
    }
}
