package dev.quotarouter.internal.dispatch;

import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;

import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.internal.quota.Reservation;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.store.Admission;
import dev.quotarouter.store.Block;
import dev.quotarouter.store.Lesson;
import dev.quotarouter.store.PoolUse;
import dev.quotarouter.store.UsageMemory;
import dev.quotarouter.store.UsageStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the usage store is spoken to: under the names by which it knows pools, keys and projects.
 *
 * <p>Foreign code: called with no lock held. A store that throws costs no chat: the router's own books, which hold all that this
 * process uses, are what it goes on by. Thread-safe.
 */
public final class UsageLedger {
    /** Nothing is kept beyond this process. */
    public static final UsageLedger NONE = new UsageLedger(null);

    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    private final @Nullable UsageStore store;
    private final Map<QuotaPool, String> pools = new ConcurrentHashMap<>();
    private final Map<Gate, String> gates = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean closed;

    /** A ledger over a store; without one nothing is kept. */
    public UsageLedger(@Nullable UsageStore store) {
        this.store = store;
    }

    /**
     * Has pools and gates that are new here take over what the store remembers of them.
     *
     * @param poolNames the names of the pools
     * @param gateNames the names of the keys and projects
     * @throws dev.quotarouter.store.UsageStoreException if the store cannot be read
     */
    public void recall(Map<QuotaPool, String> poolNames, Map<Gate, String> gateNames, long now) {
        if (store == null) {
            return;
        }
        Map<QuotaPool, String> newPools = added(poolNames, pools);
        Map<Gate, String> newGates = added(gateNames, gates);
        pools.putAll(poolNames); // A key that took another's place has brought another name.
        if (newPools.isEmpty() && newGates.isEmpty()) {
            return;
        }
        UsageMemory memory;
        try {
            memory = store.recall(
                    new HashSet<>(newPools.values()), new HashSet<>(newGates.values()), Instant.ofEpochMilli(now));
        } catch (RuntimeException | Error e) {
            pools.keySet().removeAll(newPools.keySet()); // They are asked for again the next time.
            gates.keySet().removeAll(newGates.keySet());
            throw e;
        }
        newPools.forEach((pool, name) ->
                Optional.ofNullable(memory.pools().get(name)).ifPresent(remembered -> pool.recall(remembered, now)));
        newGates.forEach((gate, name) -> Optional.ofNullable(memory.blocks().get(name))
                .ifPresent(block -> gate.shut(new Gate.Block(block.kind(), block.message(), block.since()))));
    }

    private static <T> Map<T, String> added(Map<T, String> names, Map<T, String> known) {
        Map<T, String> added = new HashMap<>();
        names.forEach((thing, name) -> {
            if (known.putIfAbsent(thing, name) == null) {
                added.put(thing, name);
            }
        });
        return added;
    }

    /** From now on no call is let through, and nothing is written any more. */
    public void close() {
        closed = true;
    }

    /** {@return whether anything is kept beyond this process} */
    boolean isKept() {
        return store != null;
    }

    /**
     * Asks for the room of a call that is about to be made.
     *
     * @return why it must not be made; empty if it may
     * @throws dev.quotarouter.error.ChatCancelledException if the router was closed: nobody would write the call down
     */
    Optional<Admission.Refused> reserve(Selection selection) {
        QuotaPool pool = selection.slot().pool();
        String name = pools.get(pool);
        if (store == null || name == null) {
            return Optional.empty();
        }
        requireOpen();
        Reservation held = selection.reservation();
        PoolUse use = new PoolUse(
                name,
                numbers.getAndIncrement(),
                Instant.ofEpochMilli(held.openedAt()),
                Instant.ofEpochMilli(held.dayEndsAt()),
                held.estimate());
        try {
            Admission admission = store.reserve(use, pool.limits());
            works();
            if (admission instanceof Admission.Refused refused) {
                return Optional.of(refused);
            }
            selection.storedAs(use);
        } catch (RuntimeException | LinkageError e) {
            requireOpen();
            fails(e);
        }
        return Optional.empty();
    }

    /** What the store holds gives way to what was counted. */
    void settle(Selection selection, long tokens) {
        PoolUse use = selection.takeStored();
        if (use != null) {
            tell(to -> to.settle(use, tokens));
        }
    }

    /** What the store holds stays as it is. */
    void keep(Selection selection) {
        selection.takeStored();
    }

    /** What the store holds did not count anywhere. */
    void refund(Selection selection) {
        refund(selection, Set.of(MINUTE, DAY));
    }

    /** What the store holds was refused for quota: that does not count in the day. */
    void refused(Selection selection) {
        refund(selection, Set.of(DAY));
    }

    /** More is known of the pool now. */
    void learned(QuotaPool pool, long now) {
        String name = pools.get(pool);
        if (name != null) {
            tell(to -> to.learn(new Lesson.Known(name, pool.knowledge(now))));
        }
    }

    /** The gate was shut. */
    void blocked(Gate gate, Gate.Block block) {
        String name = gates.get(gate);
        if (name != null) {
            tell(to -> to.learn(new Lesson.Blocked(name, new Block(block.kind(), block.message(), block.since()))));
        }
    }

    /** The gate was opened. */
    public void unblocked(Gate gate) {
        String name = gates.get(gate);
        if (name != null) {
            tell(to -> to.learn(new Lesson.Unblocked(name)));
        }
    }

    private void refund(Selection selection, Set<QuotaSpan> spans) {
        PoolUse use = selection.takeStored();
        if (use != null) {
            tell(to -> to.refund(use, spans));
        }
    }

    private void tell(Consumer<UsageStore> word) {
        if (store == null || closed) {
            return;
        }
        try {
            word.accept(store);
            works();
        } catch (RuntimeException | LinkageError e) {
            fails(e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw Endings.cancelled("the router was closed", List.of());
        }
    }

    private void works() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            log.info("the usage store works again");
        }
    }

    private void fails(Throwable e) {
        if (!closed && failing.compareAndSet(false, true)) {
            log.warn("the usage store failed; chats go on by this router's own books", e);
        }
    }
}
