package dev.quotarouter.simulation;

import dev.quotarouter.simulator.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that happens to the simulated Gemini, unannounced. */
public sealed interface Incident {
    /**
     * From some instant on all limits are other.
     *
     * @param after how long after the start
     * @param factor how much is left of each limit; rounded down, but never to less than one
     */
    record LimitsChange(Duration after, double factor) implements Incident {
        /** {@return what becomes of the limits} */
        public Limits of(Limits before) {
            return new Limits(scaled(before.rpm()), scaled(before.tpm()), scaled(before.rpd()));
        }

        private OptionalLong scaled(OptionalLong limit) {
            return limit.isPresent() ? OptionalLong.of(Math.max(1, (long) (limit.getAsLong() * factor))) : limit;
        }
    }

    /**
     * Somebody else uses the same projects all the time.
     *
     * @param share how much of what each pool carries in a day
     */
    record ForeignUse(double share) implements Incident {}

    /**
     * Every call is answered with 503 for a while.
     *
     * @param after how long after the start
     * @param length for how long
     * @param model the one that is concerned; all if empty
     */
    record Outage(Duration after, Duration length, Optional<String> model) implements Incident {}

    /**
     * A key is deleted.
     *
     * @param after how long after the start
     * @param key its name
     */
    record KeyRevoked(Duration after, String key) implements Incident {}
}
