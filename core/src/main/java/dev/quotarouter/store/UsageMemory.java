package dev.quotarouter.store;

import java.util.Map;

/**
 * What a {@link UsageStore} remembers.
 *
 * @param pools what it remembers of pools, by their names
 * @param blocks the keys and projects that are out of use, by their names
 */
public record UsageMemory(Map<String, PoolMemory> pools, Map<String, Block> blocks) {
    /** Nothing is remembered. */
    public static final UsageMemory NONE = new UsageMemory(Map.of(), Map.of());

    /** Copies the maps. */
    public UsageMemory {
        pools = Map.copyOf(pools);
        blocks = Map.copyOf(blocks);
    }
}
