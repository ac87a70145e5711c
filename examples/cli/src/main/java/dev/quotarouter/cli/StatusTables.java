package dev.quotarouter.cli;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.PoolStatus;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A router's status as tables for people. Has no state. */
final class StatusTables {
    private StatusTables() {}

    static TextTable deployments(RouterStatus status, Predicate<DeploymentStatus> shown) {
        TextTable table = new TextTable("DEPLOYMENT", "KEY", "POOL", "STATE");
        status.deployments().stream()
                .filter(shown)
                .forEach(one -> table.row(
                        one.id(), one.key(), one.pool(), state(one.availability(), one.until(), one.detail())));
        return table;
    }

    static TextTable pools(RouterStatus status, Predicate<PoolStatus> shown) {
        TextTable table = new TextTable("POOL", "REQUESTS/MIN", "TOKENS/MIN", "REQUESTS/DAY");
        status.pools().stream()
                .filter(shown)
                .forEach(pool -> table.row(
                        pool.id(),
                        window(pool, QuotaDimension.REQUESTS, QuotaSpan.MINUTE),
                        window(pool, QuotaDimension.INPUT_TOKENS, QuotaSpan.MINUTE),
                        window(pool, QuotaDimension.REQUESTS, QuotaSpan.DAY)));
        return table;
    }

    /** {@return the state in words: {@code available}, or why not and until when} */
    static String state(Availability availability, Optional<Instant> until, String detail) {
        return availability.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + until.map(end -> " until " + end).orElse("")
                + (detail.isEmpty() ? "" : " (" + Endings.oneLine(detail) + ")");
    }

    static Optional<WindowUsage> usage(PoolStatus pool, QuotaDimension dimension, QuotaSpan span) {
        return pool.windows().stream()
                .filter(window -> window.dimension() == dimension && window.span() == span)
                .findFirst();
    }

    private static String window(PoolStatus pool, QuotaDimension dimension, QuotaSpan span) {
        return usage(pool, dimension, span).map(StatusTables::window).orElse("no limit known");
    }

    private static String window(WindowUsage window) {
        String limit =
                window.limit().isPresent() ? String.valueOf(window.limit().getAsLong()) : "?";
        return (window.used() + window.reserved()) + "/" + limit
                + window.fullUntil().map(end -> " full until " + end).orElse("");
    }
}
