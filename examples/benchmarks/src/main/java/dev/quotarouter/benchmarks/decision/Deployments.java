package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.ModelBooks;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Terms;
import dev.quotarouter.internal.cooldown.Circuit;
import dev.quotarouter.internal.cooldown.CooldownPolicy;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.load.InFlight;
import dev.quotarouter.internal.load.Load;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.internal.quota.QuotaRules;
import dev.quotarouter.internal.quota.Reservation;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.routing.UsageBasedRouting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Deployments of one model, each with a key and a project of its own, in numbers from one to very many. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls assemble() first.
public class Deployments {
    /** What each request is estimated at. */
    static final long ESTIMATED_TOKENS = 1_000;

    /** One in so many is open where most have spent their day. */
    private static final int OPEN_ONE_IN = 10;

    private static final Duration TRIAL_LEASE = Duration.ofMinutes(1);

    // Drawn as the router draws.
    private static final RandomGenerator CHANCE =
            () -> ThreadLocalRandom.current().nextLong();

    /** Never reached, however fast the machine is. */
    private static final QuotaLimits ENDLESS = limits(1_000_000_000_000L);

    private static final QuotaLimits ONE_A_DAY = limits(1);

    /** How many deployments a route has. */
    @Param({"1", "10", "100", "1000", "10000"})
    int deployments;

    /** Whether all deployments are open, or most have spent their day. */
    @Param({"FRESH", "MOSTLY_SPENT"})
    Day day = Day.FRESH;

    /** Whether all callers use one route, or each one of his own. */
    @Param({"SHARED", "APART"})
    Routes routes = Routes.SHARED;

    /** What the day has left. */
    public enum Day {
        /** Everything. */
        FRESH,
        /** Nothing at nine deployments in ten, at least one stays open. */
        MOSTLY_SPENT
    }

    /** Who uses which deployments. */
    public enum Routes {
        /** All callers the same. */
        SHARED,
        /** Each caller others: what is in common is the model alone. */
        APART
    }

    private final ChatProvider provider = new UncalledProvider(ESTIMATED_TOKENS);
    private final CooldownPolicy policy =
            new CooldownPolicy(Duration.ofSeconds(30), 1, Map.of(), Duration.ofMinutes(30));
    // Drawn as the router draws.
    private final Selector selector = new Selector(
            new UsageBasedRouting(), () -> ThreadLocalRandom.current().nextLong());
    private ModelBooks model;
    private Route shared;

    /** Makes what all callers have in common. */
    @Setup
    public void assemble() {
        model = new ModelBooks(provider.profile("model"), policy, TRIAL_LEASE, CHANCE);
        shared = route();
    }

    Selector selector() {
        return selector;
    }

    Demand demand() {
        return Demand.of(ChatRequest.of("model", "How much is a decision?"));
    }

    Route routeOfOneCaller() {
        return switch (routes) {
            case SHARED -> shared;
            case APART -> route();
        };
    }

    private Route route() {
        List<Slot> slots = IntStream.range(0, deployments).mapToObj(this::slot).toList();
        return new Route("model", List.of(slots));
    }

    private Slot slot(int number) {
        ApiKey key = new ApiKey("key-" + number, "secret-" + number);
        ChatConnection connection = provider.connect(new ProviderTarget("model", key, Optional.empty()));
        return new Slot(
                "model@" + key.name(),
                "uncalled/model",
                provider,
                connection,
                new Gate(key.name()),
                new Gate("project-" + number),
                model,
                pool(day == Day.MOSTLY_SPENT && number % OPEN_ONE_IN != 0),
                new Circuit(policy, TRIAL_LEASE, CHANCE),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Terms.UNKNOWN,
                new Load(InFlight.UNLIMITED, 10, Duration.ofHours(1)));
    }

    private QuotaPool pool(boolean spent) {
        long now = System.currentTimeMillis();
        QuotaPool pool = new QuotaPool(spent ? ONE_A_DAY : ENDLESS, QuotaRules.of(provider.quotaZone()), () -> now);
        if (spent) {
            Reservation last = new Reservation();
            pool.tryReserve(last, ESTIMATED_TOKENS, now);
            last.keep(now);
        }
        return pool;
    }

    private static QuotaLimits limits(long rpd) {
        OptionalLong endless = OptionalLong.of(1_000_000_000_000L);
        return new QuotaLimits(endless, OptionalLong.of(1_000_000_000_000_000L), OptionalLong.of(rpd));
    }
}
