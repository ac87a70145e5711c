package dev.quotarouter.simulator;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Describes a project of the simulated Google. Not thread-safe. */
public final class ProjectBuilder {
    private final String name;
    private final Map<String, String> keyNames = new LinkedHashMap<>();
    private final Map<String, SimulatedModel> models = new LinkedHashMap<>();
    private final Map<String, Limits> limits = new HashMap<>();
    private final Set<String> resources = new HashSet<>();
    private QuotaTier tier = QuotaTier.FREE;

    ProjectBuilder(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a project needs a name");
        }
        this.name = name;
    }

    /** Adds a key that is its own name. Not a real one: records show it. */
    public ProjectBuilder key(String key) {
        return key(key, key);
    }

    /**
     * Adds a key.
     *
     * @param keyName how records call it
     * @param key what the caller sends
     * @throws IllegalArgumentException if one is blank
     */
    public ProjectBuilder key(String keyName, String key) {
        if (keyName.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException("a key of project " + name + " is blank");
        }
        keyNames.put(key, keyName);
        return this;
    }

    /** Adds a model that can do what its name lets expect. */
    public ProjectBuilder model(String model, Limits limits) {
        return model(SimulatedModel.named(model), limits);
    }

    /**
     * Adds a model.
     *
     * @throws IllegalArgumentException if it shares the quota of another model but not its limits
     */
    public ProjectBuilder model(SimulatedModel model, Limits limits) {
        Limits shared = this.limits.putIfAbsent(model.baseModel(), requireNonNull(limits, "limits"));
        if (shared != null && !shared.equals(limits)) {
            throw new IllegalArgumentException(
                    model.name() + " shares the quota of " + model.baseModel() + " and must have the same limits");
        }
        models.put(model.name(), model);
        return this;
    }

    /** Sets what the project pays; {@link QuotaTier#FREE} unless set. */
    public ProjectBuilder tier(QuotaTier tier) {
        this.tier = requireNonNull(tier, "tier");
        return this;
    }

    /** Adds what was uploaded: {@code files/…} or {@code cachedContents/…}. Keys of other projects do not get it. */
    public ProjectBuilder resource(String resource) {
        resources.add(requireNonNull(resource, "resource"));
        return this;
    }

    String name() {
        return name;
    }

    Map<String, String> keyNames() {
        return keyNames;
    }

    Project build(BookRules rules, InstantSource clock) {
        Map<String, QuotaBook> books = new HashMap<>();
        limits.forEach((baseModel, limit) -> books.put(baseModel, new QuotaBook(limit, rules, clock)));
        return new Project(name, tier, models, books, resources);
    }
}
