package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.PoolStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouteExplanation;
import dev.quotarouter.RouteExplanation.DeploymentExplanation;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a router tells of its deployments, a line for each, so that a test states the whole of it. */
final class Views {
    private Views() {}

    /** {@return the calls that led to the reply and how each ended: {@code first OVERLOADED}, {@code second ok}} */
    static List<String> attempts(ChatResponse response) {
        return lines(response.attempts());
    }

    /** {@return the calls that were made in vain and how each ended: {@code first OVERLOADED}} */
    static List<String> attempts(Throwable thrown) {
        return lines(((RouterException) thrown).attempts());
    }

    /** {@return where the request would go, and why not elsewhere: {@code first DAY_FULL for PT12H}, {@code second chosen}} */
    static List<String> explained(QuotaRouter router, ChatRequest request) {
        RouteExplanation why = router.explain(request);
        return why.deployments().stream().map(one -> line(one, why)).toList();
    }

    /**
     * {@return how each deployment is and how many requests its pool has used today: {@code first AVAILABLE, 1 used}; a pool of
     * which anything is reserved says so}
     */
    static List<String> status(QuotaRouter router) {
        RouterStatus status = router.status();
        return status.deployments().stream().map(one -> line(one, status)).toList();
    }

    /** {@return how many requests all pools have used today} */
    static long usedToday(QuotaRouter router) {
        return router.status().pools().stream()
                .mapToLong(pool -> usedToday(pool.windows()))
                .sum();
    }

    /** Nothing is held for a call, and nobody cools down. */
    static void assertNothingIsReserved(QuotaRouter router) {
        assertThat(router.status().pools())
                .flatExtracting(PoolStatus::windows)
                .extracting(WindowUsage::reserved)
                .allMatch(reserved -> reserved == 0);
        assertThat(router.status().deployments())
                .allMatch(deployment -> deployment.availability() != Availability.COOLING_DOWN);
    }

    private static List<String> lines(List<Attempt> attempts) {
        return attempts.stream()
                .map(attempt -> attempt.deployment() + " "
                        + attempt.failure().map(Enum::name).orElse("ok"))
                .toList();
    }

    private static String line(DeploymentExplanation one, RouteExplanation why) {
        boolean chosen = why.chosen().filter(one.deployment()::equals).isPresent();
        return one.deployment() + " " + (chosen ? "chosen" : reason(one.availability(), one.until(), why.at()));
    }

    private static String line(DeploymentStatus one, RouterStatus status) {
        List<WindowUsage> windows = status.pools().stream()
                .filter(pool -> pool.id().equals(one.pool()))
                .map(PoolStatus::windows)
                .findFirst()
                .orElseThrow();
        boolean reserved = windows.stream().anyMatch(window -> window.reserved() != 0);
        return one.id() + " " + reason(one.availability(), one.until(), status.at()) + ", " + usedToday(windows)
                + " used" + (reserved ? ", some reserved" : "");
    }

    private static String reason(Availability availability, Optional<Instant> until, Instant now) {
        return availability
                + until.map(end -> " for " + Duration.between(now, end)).orElse("");
    }

    // A window without a limit is not listed before it is used.
    private static long usedToday(List<WindowUsage> windows) {
        return windows.stream()
                .filter(window -> window.dimension() == QuotaDimension.REQUESTS && window.span() == QuotaSpan.DAY)
                .mapToLong(WindowUsage::used)
                .sum();
    }
}
