package dev.quotarouter.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that a usage file says. Not thread-safe: the store's lock guards it. */
final class RememberedUsage implements UsageRecords {
    private final List<RememberedPool> pools = new ArrayList<>();
    private final Map<String, RememberedPool> byName = new HashMap<>();
    private final Map<String, Block> blocks = new LinkedHashMap<>();

    /** {@return the number of the pool; {@link #NONE} if nothing was ever told of it} */
    long number(String name) {
        RememberedPool known = byName.get(name);
        return known == null ? NONE : known.number();
    }

    /** {@return the number for a pool of which nothing was told yet} */
    int nextNumber() {
        return pools.size();
    }

    /** Forgets what is over. */
    void forgetBefore(long now) {
        pools.forEach(pool -> pool.forgetBefore(now));
    }

    /** {@return the same, without the pools of which nothing is left} */
    RememberedUsage compact() {
        RememberedUsage kept = new RememberedUsage();
        replayTo(kept);
        return kept;
    }

    /** Tells the records that make all this of nothing. */
    void replayTo(UsageRecords records) {
        int number = 0;
        for (RememberedPool pool : pools) {
            if (pool.isAnything()) {
                pool.replayTo(records, number++);
            }
        }
        blocks.forEach(records::blocked);
    }

    /** {@return what is remembered of these} */
    UsageMemory memory(Set<String> names, Set<String> owners) {
        Map<String, PoolMemory> ofPools = new HashMap<>();
        for (String name : names) {
            RememberedPool pool = byName.get(name);
            if (pool != null && pool.isAnything()) {
                ofPools.put(name, pool.memory());
            }
        }
        Map<String, Block> ofOwners = new HashMap<>(blocks);
        ofOwners.keySet().retainAll(owners);
        return new UsageMemory(ofPools, ofOwners);
    }

    @Override
    public void pool(int number, String name) {
        if (number != pools.size() || byName.containsKey(name)) {
            throw new IllegalArgumentException("pools are numbered one after the other, each once");
        }
        RememberedPool pool = new RememberedPool(number, name);
        pools.add(pool);
        byName.put(name, pool);
    }

    @Override
    public void use(int pool, long at, long dayEndsAt, long requests, long tokens) {
        pools.get(pool).use(at, dayEndsAt, requests, tokens);
    }

    @Override
    public void known(int pool, PoolKnowledge knowledge) {
        pools.get(pool).known(knowledge);
    }

    @Override
    public void blocked(String owner, Block block) {
        blocks.put(owner, block);
    }

    @Override
    public void unblocked(String owner) {
        blocks.remove(owner);
    }
}
