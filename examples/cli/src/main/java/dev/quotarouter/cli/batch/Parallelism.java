package dev.quotarouter.cli.batch;

import dev.quotarouter.RouterStatus;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import java.util.Optional;
import java.util.Set;

/** How many chats are under way at once where nobody says: what the minute limits let begin within a minute. */
final class Parallelism {
    private static final long LEAST = 4;
    private static final long MOST = 256;
    private static final long OF_UNKNOWN_LIMIT = 10;

    private Parallelism() {}

    static int of(RouterStatus status, Set<String> models) {
        Set<String> pools = Pools.of(status, models);
        long perMinute = status.pools().stream()
                .filter(pool -> pools.contains(pool.id()))
                .map(pool -> Pools.window(pool, QuotaDimension.REQUESTS, QuotaSpan.MINUTE))
                .mapToLong(Parallelism::limit)
                .sum();
        return (int) Math.max(LEAST, Math.min(MOST, perMinute));
    }

    private static long limit(Optional<WindowUsage> minute) {
        return minute.isPresent() ? minute.get().limit().orElse(OF_UNKNOWN_LIMIT) : OF_UNKNOWN_LIMIT;
    }
}
