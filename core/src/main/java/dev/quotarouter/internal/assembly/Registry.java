package dev.quotarouter.internal.assembly;

import dev.quotarouter.internal.admission.ModelBooks;
import dev.quotarouter.internal.budget.Budget;
import dev.quotarouter.internal.cooldown.Circuit;
import dev.quotarouter.internal.cooldown.CooldownPolicy;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.load.Load;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.internal.quota.QuotaRules;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ModelProfile;
import dev.quotarouter.quota.MoneyBudget;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The books of a router, by what they are about: a pool by project and model, a gate by its key, a circuit by its deployment.
 *
 * <p>They outlive configurations: what is counted and learned is not forgotten because a file was read again. Whoever asks for
 * one says what the configuration wants of it; it is made the first time and follows from then on. One short lock, under which
 * nobody else's code is called. Thread-safe.
 */
public final class Registry {
    private final TimeSource time;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Pools pools;
    private final Map<ApiKey, Gate> keys = new LinkedHashMap<>();
    private final Map<PoolKey.Project, Gate> projects = new LinkedHashMap<>();
    private final Map<String, ModelBooks> models = new LinkedHashMap<>();
    private final Map<DeploymentKey, Circuit> circuits = new LinkedHashMap<>();
    private final Map<DeploymentKey, Load> loads = new LinkedHashMap<>();
    private final Map<String, Budget> budgets = new LinkedHashMap<>();
    private final Map<String, ApiKey> keysByName = new HashMap<>();

    /** No books yet. */
    public Registry(TimeSource time, RandomGenerator random) {
        this.time = time;
        this.random = random;
        pools = new Pools(time);
    }

    Gate key(ApiKey key) {
        return locked(() -> keys.computeIfAbsent(key, fresh -> new Gate(key.name())));
    }

    Gate project(PoolKey.Project project, String name) {
        return locked(() -> projects.computeIfAbsent(project, fresh -> new Gate(name)));
    }

    NamedPool pool(PoolKey key, String project, QuotaLimits limits, QuotaRules rules) {
        return locked(() -> pools.pool(key, project, limits, rules));
    }

    /** The project of a key is written: what was counted for the key alone is counted for its project from now on. */
    void projectIsWritten(PoolKey keyAlone, NamedPool project) {
        locked(() -> {
            pools.projectIsWritten(keyAlone, project);
            return project;
        });
    }

    /** {@return the model's books, which follow what else is said when they are told to} */
    ModelBooks model(String model, ModelProfile profile, CooldownPolicy policy, Duration trialLease) {
        return locked(
                () -> models.computeIfAbsent(model, fresh -> new ModelBooks(profile, policy, trialLease, random)));
    }

    Circuit circuit(DeploymentKey deployment, CooldownPolicy policy, Duration trialLease) {
        return locked(() -> {
            Circuit circuit = circuits.computeIfAbsent(deployment, fresh -> new Circuit(policy, trialLease, random));
            circuit.follow(policy, trialLease);
            return circuit;
        });
    }

    Load load(DeploymentKey deployment, int mostInFlight, int samples, Duration life) {
        return locked(() -> {
            Load load = loads.computeIfAbsent(deployment, fresh -> new Load(mostInFlight, samples, life));
            load.follow(mostInFlight, samples, life);
            return load;
        });
    }

    /** {@return the budget; one whose periods are others than before starts anew} */
    Budget budget(String name, MoneyBudget terms, ZoneId zone) {
        return locked(() -> {
            Budget budget = budgets.get(name);
            if (budget == null || !budget.tryFollow(terms, zone)) {
                budget = new Budget(name, terms, zone, time.epochMillis());
                budgets.put(name, budget);
            }
            return budget;
        });
    }

    /**
     * Takes note of the keys that are in use from now on. One that goes by the name of another which is in use no longer has
     * taken its place: it is taken for a new key of the same project, whose quota is spent as it was.
     */
    void rotate(List<ApiKey> inUse) {
        locked(() -> {
            for (ApiKey key : inUse) {
                ApiKey before = keysByName.put(key.name(), key);
                if (before != null && !before.equals(key) && !inUse.contains(before)) {
                    pools.handOver(before, key);
                }
            }
            return inUse;
        });
    }

    /** {@return the names by which a usage store knows the pools: the same from start to start} */
    Map<QuotaPool, String> poolStoreNames() {
        return locked(pools::storeNames);
    }

    /** {@return the names by which a usage store knows keys and projects} */
    Map<Gate, String> ownerStoreNames() {
        return locked(() -> {
            Map<Gate, String> names = new HashMap<>();
            keys.forEach((key, gate) -> names.put(gate, PoolKey.storeName(key)));
            projects.forEach((project, gate) -> names.put(gate, project.storeName()));
            return names;
        });
    }

    /** {@return what stands before keys and projects} */
    public List<Gate> gates() {
        return locked(() -> Stream.concat(keys.values().stream(), projects.values().stream())
                .toList());
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
