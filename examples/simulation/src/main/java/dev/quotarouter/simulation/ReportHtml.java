package dev.quotarouter.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A report as one page that needs nothing else: no script, no font, no network. Has no state. */
public final class ReportHtml {
    /** With more pools than this a page would show nothing. */
    private static final int MOST_POOLS = 40;

    private ReportHtml() {}

    /** {@return the page} */
    public static String of(SimulationReport report, KeyPlan plan) {
        StringBuilder body = new StringBuilder();
        body.append("<h1>").append(Html.escaped(report.model())).append("</h1>");
        body.append(text(
                "<p>%d days from %s, %,d requests; the quotas carry %,.0f a day. Seed %d.</p>",
                report.days(), report.firstDay(), report.offered(), report.capacityPerDay(), report.seed()));
        body.append(tiles(report));
        section(body, "How many keys do I need?", "<p>" + Html.escaped(answer(plan)) + "</p>" + Pictures.keys(plan));
        section(
                body,
                "Usage of each window over the day",
                Pictures.LEGEND + "<div class=\"many\">" + usage(report.pools()) + "</div>" + more(report.pools()));
        section(body, "Calls refused for quota, by hour", Pictures.refusals(report.pools()));
        section(
                body,
                "Waits for the first call, by hour",
                "<p class=\"legend\"><span><i class=\"a\"></i>longest</span> <span><i class=\"b\"></i>mean</span></p>"
                        + Pictures.waits(report.waits()));
        section(
                body,
                "Spread: how much of its day each pool used",
                text("<p>Equal pools differ by %.1f %% at most.</p>", 100 * report.spread())
                        + Pictures.spread(report.pools()));
        return template().replace("{{title}}", Html.escaped(report.model())).replace("{{body}}", body);
    }

    /** {@return in words how many projects are needed} */
    static String answer(KeyPlan plan) {
        String now = plan.now() == 1 ? "There is 1 project" : "There are " + plan.now() + " projects";
        return plan.enough()
                .map(point -> text(
                        "%s now. With %d of the same kind %.1f %% of this demand is served. A second key of a project adds"
                                + " nothing.",
                        now, point.projects(), 100 * point.share()))
                .orElseGet(() -> text(
                        "%s now. Even with %d of the same kind only %.1f %% of this demand is served.",
                        now, last(plan).projects(), 100 * last(plan).share()));
    }

    private static KeyPlan.Point last(KeyPlan plan) {
        return plan.points().get(plan.points().size() - 1);
    }

    private static String tiles(SimulationReport report) {
        double served = report.offered() == 0 ? 1 : (double) report.served() / report.offered();
        return "<div class=\"tiles\">"
                + tile(text("%.1f %%", 100 * served), "of the requests served")
                + tile(text("%.2f %%", 100 * report.servedOfOracle()), "of what an all-knowing router could serve")
                + tile(text("%,d", report.refusedByQuota()), "calls refused for quota")
                + tile(text("%.3f", report.attemptsPerRequest()), "calls per request")
                + tile(text("%.1f s", report.waits().p95()), "wait, 95 of 100")
                + tile(text("%.1f s", report.resetLagSeconds()), "until fresh quota is used")
                + "</div>";
    }

    private static String tile(String number, String what) {
        return "<div><b>" + number + "</b>" + what + "</div>";
    }

    private static String usage(List<PoolReport> pools) {
        StringBuilder pictures = new StringBuilder();
        pools.stream()
                .limit(MOST_POOLS)
                .forEach(pool -> pictures.append("<figure><figcaption>")
                        .append(Html.escaped(pool.id()))
                        .append("</figcaption>")
                        .append(Pictures.usage(pool))
                        .append("</figure>"));
        return pictures.toString();
    }

    private static String more(List<PoolReport> pools) {
        return pools.size() > MOST_POOLS ? "<p>and " + (pools.size() - MOST_POOLS) + " more pools</p>" : "";
    }

    private static void section(StringBuilder body, String heading, String content) {
        body.append("<section><h2>")
                .append(heading)
                .append("</h2>")
                .append(content)
                .append("</section>");
    }

    private static String template() {
        try (InputStream page = ReportHtml.class.getResourceAsStream("report.html")) {
            if (page == null) {
                throw new IllegalStateException("report.html is not in the jar");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
