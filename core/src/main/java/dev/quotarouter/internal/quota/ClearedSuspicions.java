package dev.quotarouter.internal.quota;

import dev.quotarouter.internal.quota.SharedProjects.Member;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Pools that were wrongly suspected of being one, and until when they are left in peace: each time for twice as long. Guarded
 * by the lock of {@link SharedProjects}.
 */
final class ClearedSuspicions {
    private static final int MOST = 256;
    private static final long FIRST_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long LAST_MILLIS = Duration.ofDays(1).toMillis();

    private final Map<Set<Member>, Peace> cleared = new LinkedHashMap<>();

    private record Peace(long until, long millis) {}

    void add(Set<Member> members, long now) {
        Peace before = cleared.remove(members);
        long millis = before == null ? FIRST_MILLIS : Math.min(LAST_MILLIS, 2 * before.millis());
        if (cleared.size() >= MOST) {
            cleared.remove(cleared.keySet().iterator().next());
        }
        cleared.put(members, new Peace(now + millis, millis));
    }

    boolean contains(Set<Member> members, long now) {
        Peace peace = cleared.get(members);
        return peace != null && now < peace.until();
    }
}
