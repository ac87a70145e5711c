package dev.quotarouter.simulation;

import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiBooks;
import dev.quotarouter.simulator.GeminiBooks.Ruling;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.Limits;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Lets midnights and incidents happen. */
final class Happenings {
    private final World world;
    private final VirtualTime time;
    private final GeminiBooks books;
    private final SupplyLog supply;
    private final Chronicle chronicle;
    private final Set<String> revoked = new HashSet<>();

    Happenings(World world, VirtualTime time, GeminiBooks books, SupplyLog supply, Chronicle chronicle) {
        this.world = world;
        this.time = time;
        this.books = books;
        this.supply = supply;
        this.chronicle = chronicle;
    }

    /** Plans everything; before anything else is planned, so that a midnight comes before what happens at midnight. */
    void plan(RandomGenerator random) {
        chronicle.stretchBegins();
        for (int day = 1; day <= world.days(); day++) {
            time.at(millis(Duration.between(world.start(), world.midnight(day))), chronicle::reset);
        }
        for (Incident incident : world.incidents()) {
            if (incident instanceof Incident.LimitsChange change) {
                time.at(millis(change.after()), () -> happens(change));
            } else if (incident instanceof Incident.KeyRevoked gone) {
                time.at(millis(gone.after()), () -> happens(gone));
            } else if (incident instanceof Incident.Outage outage) {
                time.at(millis(outage.after()), () -> happens(outage));
            } else {
                begins((Incident.ForeignUse) incident, random);
            }
        }
    }

    private void happens(Incident.LimitsChange change) {
        for (TruePool pool : world.truth().pools()) {
            Limits limits = change.of(pool.limits());
            pool.names().forEach(name -> books.limits(pool.project(), name, limits));
            supply.limits(pool, limits);
        }
        chronicle.stretchBegins();
    }

    private void happens(Incident.KeyRevoked gone) {
        revoked.add(gone.key());
        books.inject(Fault.of(GeminiError.KEY_INVALID).onKey(gone.key()).onEveryEndpoint());
        for (TruePool pool : world.truth().pools()) {
            boolean alive = world.truth().projects().entrySet().stream()
                    .anyMatch(entry -> entry.getValue().equals(pool.project()) && !revoked.contains(entry.getKey()));
            if (!alive) {
                supply.dead(pool);
            }
        }
        chronicle.stretchBegins();
    }

    private void happens(Incident.Outage outage) {
        long from = time.elapsedMillis();
        for (TruePool pool : world.truth().pools()) {
            for (String name : pool.names()) {
                if (outage.model().isEmpty() || outage.model().get().equals(name)) {
                    books.inject(Fault.of(GeminiError.OVERLOADED).onModel(name).lasting(outage.length()));
                    supply.outage(pool, from, from + millis(outage.length()));
                }
            }
        }
    }

    private void begins(Incident.ForeignUse use, RandomGenerator random) {
        double meanTokens = world.traffic().tokens().mean();
        for (TruePool pool : world.truth().pools()) {
            double perDay = use.share() * pool.requestsPerDay(meanTokens);
            nextOfOthers(pool, millis(Duration.ofDays(1)) / perDay, random);
        }
    }

    private void nextOfOthers(TruePool pool, double meanMillis, RandomGenerator random) {
        double gap = -meanMillis * Math.log(1 - random.nextDouble());
        long at = time.elapsedMillis() + Math.max(1, Math.round(gap));
        if (at >= millis(Duration.between(world.start(), world.end()))) {
            return;
        }
        time.at(at, () -> {
            nextOfOthers(pool, meanMillis, random);
            List<String> names = pool.names();
            long tokens = world.traffic().tokens().draw(random);
            if (books.call(Truth.othersKey(pool.project()), names.get(0), tokens) instanceof Ruling.Served) {
                supply.usedByOthers(pool, chronicle.now());
            }
        });
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
