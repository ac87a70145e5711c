package dev.quotarouter.simulation;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.config.RouterConfig;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Everything that a simulation starts from.
 *
 * @param config what the router is told
 * @param model what is asked for: a model group or an alias
 * @param truth what is true
 * @param incidents what happens
 * @param traffic what is asked
 * @param firstDay the day in Los Angeles at whose beginning it starts
 * @param days how many such days it takes
 * @param seed of everything that is left to chance
 */
public record World(
        RouterConfig config,
        String model,
        Truth truth,
        List<Incident> incidents,
        Traffic traffic,
        LocalDate firstDay,
        int days,
        long seed) {
    /** Where the simulated Gemini's days end. */
    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    private static final int MOST_DAYS = 3_660;

    /**
     * Copies the incidents.
     *
     * @throws IllegalArgumentException if the days are not 1 to 3,660
     */
    public World {
        requireNonNull(config, "config");
        requireNonNull(model, "model");
        requireNonNull(truth, "truth");
        requireNonNull(traffic, "traffic");
        requireNonNull(firstDay, "firstDay");
        incidents = List.copyOf(incidents);
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("the days must be 1 to " + MOST_DAYS + ", not " + days);
        }
    }

    Instant start() {
        return midnight(0);
    }

    Instant end() {
        return midnight(days);
    }

    /** {@return when the day of this number begins, the first being 0} */
    Instant midnight(int day) {
        return firstDay.plusDays(day).atStartOfDay(ZONE).toInstant();
    }
}
