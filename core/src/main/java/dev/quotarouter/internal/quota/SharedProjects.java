package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.QuotaSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Finds pools of one model that are one quota though nobody said so: keys of the same project, each taken for a project of its
 * own.
 *
 * <p>A pool that is refused below its limit is a suspect. Where what several suspects have used adds up to exactly the limit, they
 * may be one, and that is put to the test: the one that was refused is held to less, the others are let go on. If they are
 * one, every refusal of any of them finds the same sum, however it is split; others who use the projects would have to
 * hit it by chance each time. The first refusal that finds another sum clears them. Thread-safe.
 */
public final class SharedProjects {
    // The pools that are compared with a refused one: more would find sums by chance.
    private static final int MOST_SUSPECTS = 10;
    private static final int MOST_SUSPICIONS = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<QuotaPool, Member> members = new LinkedHashMap<>();
    private final Map<QuotaSpan, List<Member>> suspects =
            Map.of(QuotaSpan.MINUTE, new ArrayList<>(), QuotaSpan.DAY, new ArrayList<>());
    private final List<Suspicion> suspicions = new ArrayList<>();
    private final ClearedSuspicions cleared = new ClearedSuspicions();
    private final Consumer<List<String>> listener;

    /**
     * Nothing is suspected.
     *
     * @param listener is told the names of pools that turned out to be one; called with nothing held
     */
    public SharedProjects(Consumer<List<String>> listener) {
        this.listener = listener;
    }

    /** A pool with the name that people know it by; if its project has one, too, it is surely not another named one. */
    record Member(QuotaPool pool, String name, boolean hasNamedProject) {}

    /**
     * From now on the pool may turn out to be one with others of the same model. Called before it is used.
     *
     * @param name its id
     * @param hasNamedProject whether the configuration names its project, and so says that it is not another named one
     */
    public void watch(QuotaPool pool, String name, boolean hasNamedProject) {
        lock.lock();
        try {
            members.put(pool, new Member(pool, name, hasNamedProject));
        } finally {
            lock.unlock();
        }
        pool.watchedBy(this);
    }

    /** Somebody has said that the two are one quota: the first goes on in the other's books. */
    public void unite(QuotaPool pool, QuotaPool other) {
        lock.lock();
        try {
            pool.join(other);
        } finally {
            lock.unlock();
        }
    }

    /** Looks for an explanation of a refusal that the pool's own use does not explain. Called with no lock of a pool held. */
    void explain(QuotaPool pool, Shortfall shortfall, long now) {
        List<String> joined;
        lock.lock();
        try {
            Member refused = members.get(pool);
            joined = refused == null ? List.of() : explain(refused, shortfall, now);
        } finally {
            lock.unlock();
        }
        if (!joined.isEmpty()) {
            listener.accept(joined);
        }
    }

    private List<String> explain(Member refused, Shortfall shortfall, long now) {
        List<Suspicion> concerned = suspicions.stream()
                .filter(suspicion -> suspicion.concerns(refused, shortfall))
                .toList();
        for (Suspicion suspicion : concerned) {
            switch (suspicion.find(refused, shortfall, now)) {
                case REFUTES -> clear(suspicion, now);
                case UNCLEAR -> {}
                case AGREES -> {
                    if (suspicion.isConfirmed()) {
                        return join(suspicion);
                    }
                    suspicion.test(refused, shortfall, now);
                }
            }
        }
        List<Member> others = suspects.getOrDefault(shortfall.span(), new ArrayList<>());
        others.removeIf(other -> other.pool().isOneWith(refused.pool()));
        if (concerned.isEmpty()) {
            suspect(refused, others, shortfall, now);
        }
        others.add(refused);
        if (others.size() > MOST_SUSPECTS) {
            others.remove(0);
        }
        return List.of();
    }

    /** Suspects every set of suspects whose use adds up to the limit. */
    private void suspect(Member refused, List<Member> others, Shortfall shortfall, long now) {
        long[] used = new long[others.size()];
        for (int i = 0; i < used.length; i++) {
            used[i] = others.get(i).pool().used(shortfall.span(), now);
        }
        for (int set = 1; set < 1 << used.length && suspicions.size() < MOST_SUSPICIONS; set++) {
            List<Member> together = new ArrayList<>(List.of(refused));
            for (int i = 0; i < used.length; i++) {
                if ((set & 1 << i) != 0 && used[i] > 0) {
                    together.add(others.get(i));
                }
            }
            long named = together.stream().filter(Member::hasNamedProject).count();
            boolean possible = together.size() == 1 + Integer.bitCount(set) && named <= 1;
            if (possible && !cleared.contains(Set.copyOf(together), now)) {
                Suspicion suspicion = new Suspicion(together, shortfall);
                if (suspicion.find(refused, shortfall, now) == Suspicion.Finding.AGREES) {
                    suspicion.test(refused, shortfall, now);
                    suspicions.add(suspicion);
                }
            }
        }
    }

    private void clear(Suspicion suspicion, long now) {
        suspicions.remove(suspicion);
        cleared.add(Set.copyOf(suspicion.members()), now);
    }

    private List<String> join(Suspicion confirmed) {
        List<Member> together = confirmed.members();
        together.forEach(member -> member.pool().join(together.get(0).pool()));
        suspicions.removeIf(suspicion -> suspicion.members().stream().anyMatch(together::contains));
        suspects.values().forEach(each -> each.removeAll(together));
        return members.values().stream()
                .filter(together::contains)
                .map(Member::name)
                .toList();
    }
}
