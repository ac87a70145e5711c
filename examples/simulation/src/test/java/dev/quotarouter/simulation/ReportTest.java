package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.config.RouterConfig;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReportTest {
    private static final World WORLD = Worlds.classic(1.9, Curve.DAILY, 2, 5);
    private static SimulationReport report;
    private static KeyPlan plan;

    @BeforeAll
    static void simulate() {
        report = Simulation.run(WORLD);
        plan = KeyPlan.of(WORLD, Optional.empty());
    }

    @Test
    void the_json_has_every_figure_that_is_promised() {
        JsonNode json = JsonMapper.shared().readTree(ReportJson.of(report));

        for (String figure : new String[] {
            "offered",
            "served",
            "oracle_served",
            "oracle_served_with_foresight",
            "upstream_calls",
            "refused_by_quota",
            "refused_though_known",
            "attempts_per_request",
            "spread",
            "reset_lag_seconds",
            "over_admitted"
        }) {
            assertThat(json.path(figure).isNumber()).as(figure).isTrue();
        }
        assertThat(json.path("offered").asLong()).isEqualTo(report.offered());
        assertThat(json.path("pools").size()).isEqualTo(10);
        assertThat(json.path("pools").path(0).path("calls_by_hour").size()).isEqualTo(24);
        assertThat(report.served()
                        + report.unserved().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(report.offered());
    }

    @Test
    void the_same_report_gives_the_same_bytes() {
        SimulationReport again = Simulation.run(WORLD);

        assertThat(ReportJson.of(again)).isEqualTo(ReportJson.of(report));
        assertThat(ReportHtml.of(again, KeyPlan.of(WORLD, Optional.empty()))).isEqualTo(ReportHtml.of(report, plan));
    }

    @Test
    void twice_the_load_needs_twice_the_projects_and_no_more() {
        assertThat(plan.now()).isEqualTo(2);
        assertThat(plan.enough().map(KeyPlan.Point::projects)).contains(4);
        assertThat(plan.points()).isSortedAccordingTo((a, b) -> Integer.compare(a.projects(), b.projects()));
        assertThat(plan.points().get(0).share()).isLessThan(0.6);
        assertThat(ReportHtml.answer(plan))
                .startsWith("There are 2 projects now. With 4 of the same kind ")
                .endsWith("A second key of a project adds nothing.");
    }

    @Test
    void the_page_is_one_whole_and_asks_nobody_for_anything() throws Exception {
        String page = ReportHtml.of(report, plan);

        assertThat(page).doesNotContain("http:", "https:", "src=", "@import", "<script", "<link", "url(");
        assertThat(page)
                .contains("width=device-width", "prefers-color-scheme: dark", "How many keys do I need?")
                .doesNotContain("NaN", "Infinity", "{{");
        Element body = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(
                        new StringReader(page.substring(page.indexOf("<body>"), page.indexOf("</html>")))))
                .getDocumentElement();
        NodeList pictures = body.getElementsByTagName("svg");
        assertThat(pictures.getLength()).isEqualTo(10 + 4);
        assertThat(((Element) pictures.item(0)).getElementsByTagName("rect").getLength())
                .isEqualTo(plan.points().size());
    }

    @Test
    void names_cannot_break_out_of_the_page() {
        String name = "<img onerror=\"x\">";
        RouterConfig config =
                WORLD.config().toBuilder().alias(name, WORLD.model()).build();
        World named =
                new World(config, name, WORLD.truth(), List.of(), WORLD.traffic(), WORLD.firstDay(), 1, WORLD.seed());

        String page = ReportHtml.of(Simulation.run(named), plan);

        assertThat(page).contains("&lt;img onerror=&quot;x&quot;&gt;").doesNotContain("<img");
    }
}
