package dev.quotarouter.simulation;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.simulator.GeminiBooks;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lives through a {@link World}: the router behind its public door, in virtual time, on one thread. Used once. */
public final class Simulation {
    /** Long after the last caller has lost patience. */
    private static final Duration GRACE = Duration.ofDays(2);

    private final World world;
    private final Requests requests;
    private final VirtualTime time;
    private final Chronicle chronicle;
    private final SupplyLog supply;
    private final GeminiBooks books;
    private final Happenings happenings;
    private final SplittableRandom chance;
    private final double capacity;
    private int next;

    private Simulation(World world, double requestsPerDay) {
        this.world = world;
        chance = new SplittableRandom(world.seed());
        capacity = requestsPerDay;
        requests = world.traffic().requests(requestsPerDay, world.start(), world.end(), World.ZONE, chance.split());
        time = new VirtualTime(world.start());
        Duration all = Duration.between(world.start(), world.end()).plus(requests.patience());
        supply = new SupplyLog(world.truth().pools(), Math.toIntExact(all.toMinutes() + 2));
        chronicle = new Chronicle(world, requests, time, supply);
        books = world.truth().open(time::now);
        happenings = new Happenings(world, time, books, supply, chronicle);
    }

    /**
     * {@return what came of it}
     *
     * @throws UnknownLimitsException if the model's quota is not limited at all, so that there is nothing to multiply the load by
     */
    public static SimulationReport run(World world) {
        return run(world, Capacity.requestsPerDay(world));
    }

    /**
     * {@return what came of it with somebody else in the router's place} What the router would have known means nothing then.
     *
     * @throws UnknownLimitsException if the model's quota is not limited at all
     */
    public static SimulationReport run(World world, Rival rival) {
        try (GeminiProvider real = GeminiProvider.create()) {
            return new Simulation(world, Capacity.requestsPerDay(world)).live(real, Optional.of(rival));
        }
    }

    /** {@return what came of it, with that many requests a day as load 1} */
    static SimulationReport run(World world, double requestsPerDay) {
        try (GeminiProvider real = GeminiProvider.create()) {
            return new Simulation(world, requestsPerDay).live(real, Optional.empty());
        }
    }

    private SimulationReport live(ChatProvider real, Optional<Rival> rival) {
        SimulatedGemini gemini = new SimulatedGemini(real, requests, books, time, chronicle);
        try (QuotaRouter router = QuotaRouter.builder()
                .config(world.config())
                .usageInMemory()
                .provider(gemini)
                .time(time)
                .scheduler(time)
                .random(chance.split())
                .build()) {
            chronicle.watch(Ledgers.of(world, real, router::status));
            happenings.plan(chance.split());
            planNext(asked(router, rival, gemini));
            long end = Duration.between(world.start(), world.end()).toMillis();
            while (next < requests.size() || chronicle.open() > 0 || time.elapsedMillis() < end) {
                if (!time.next() || time.elapsedMillis() > end + GRACE.toMillis()) {
                    throw new IllegalStateException(chronicle.open() + " requests never ended");
                }
            }
            return Reporter.report(world, requests, chronicle, supply, capacity);
        }
    }

    private Function<ChatRequest, CompletableFuture<ChatResponse>> asked(
            QuotaRouter router, Optional<Rival> rival, ChatProvider gemini) {
        return rival.map(other -> other.open(
                        new Rival.Surroundings(world.config(), world.model(), gemini, time, time, chance.split())))
                .orElse(router::chatAsync);
    }

    private void planNext(Function<ChatRequest, CompletableFuture<ChatResponse>> asked) {
        if (next < requests.size()) {
            int request = next;
            time.at(requests.arrival(request), () -> {
                next++;
                planNext(asked);
                ask(asked, request);
            });
        }
    }

    private void ask(Function<ChatRequest, CompletableFuture<ChatResponse>> asked, int request) {
        chronicle.arrived();
        CompletableFuture<ChatResponse> unused = asked.apply(ChatRequest.builder(world.model())
                        .user(Prompt.of(request))
                        .deadline(requests.patience())
                        .build())
                .whenComplete(this::ended);
    }

    private void ended(@Nullable ChatResponse response, @Nullable Throwable thrown) {
        chronicle.ended(thrown == null ? "" : thrown.getClass().getSimpleName(), thrown == null);
    }
}
