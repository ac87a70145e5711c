package dev.quotarouter.cli;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.PoolStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Draws how full every deployment is: in place on a terminal, every three seconds elsewhere. Used by one thread.
 */
final class LiveTable {
    private static final int BAR = 30;
    private static final long PLAIN_INTERVAL = Duration.ofSeconds(3).toNanos();

    private final QuotaRouter router;
    private final PrintWriter out;
    private final boolean terminal;
    private long nextPlain = System.nanoTime();
    private int drawn;

    LiveTable(QuotaRouter router, PrintWriter out, boolean terminal) {
        this.router = router;
        this.out = out;
        this.terminal = terminal;
    }

    /** Draws if it is time to. */
    void refresh(String headline) {
        long now = System.nanoTime();
        if (terminal) {
            if (drawn > 0) {
                out.print("\u001b[" + drawn + "F\u001b[J");
            }
            draw(headline);
        } else if (now - nextPlain >= 0) {
            nextPlain = now + PLAIN_INTERVAL;
            draw(headline);
            out.println();
            out.flush();
        }
    }

    private void draw(String headline) {
        RouterStatus status = router.status();
        List<String> lines = table(status).lines();
        out.println(headline + "  waiting " + status.waiting());
        lines.forEach(out::println);
        out.flush();
        drawn = lines.size() + 1;
    }

    private static TextTable table(RouterStatus status) {
        Map<String, PoolStatus> pools =
                status.pools().stream().collect(Collectors.toMap(PoolStatus::id, Function.identity()));
        TextTable table = new TextTable("DEPLOYMENT", "THIS MINUTE", "", "STATE");
        for (DeploymentStatus one : status.deployments()) {
            Optional<WindowUsage> minute = Optional.ofNullable(pools.get(one.pool()))
                    .flatMap(pool -> StatusTables.usage(pool, QuotaDimension.REQUESTS, QuotaSpan.MINUTE));
            table.row(one.id(), bar(minute), figures(minute), state(one.availability()));
        }
        return table;
    }

    private static String bar(Optional<WindowUsage> minute) {
        long limit = minute.map(window -> window.limit().orElse(0)).orElse(0L);
        long taken = minute.map(LiveTable::taken).orElse(0L);
        int filled = limit == 0 ? 0 : (int) Math.min(BAR, taken * BAR / limit);
        return "#".repeat(filled) + ".".repeat(BAR - filled);
    }

    private static String figures(Optional<WindowUsage> minute) {
        return minute.map(window -> taken(window) + "/"
                        + (window.limit().isPresent() ? window.limit().getAsLong() : "?"))
                .orElse("0");
    }

    private static long taken(WindowUsage window) {
        return window.used() + window.reserved();
    }

    private static String state(Availability availability) {
        return availability.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
