package dev.quotarouter.gateway;

import static dev.quotarouter.gateway.World.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.Limits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The page, in a headless Chromium, while chats go on; where there is none it is left out. {@code
 * -Dquotarouter.screenshot=FILE} keeps a picture.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PageTest {
    private static final String DAY_OF_ALL = "[...document.querySelectorAll('[data-window=\"requests/day\"] .use')]"
            + ".map(use => parseInt(use.textContent.replaceAll(',', ''))).reduce((a, b) => a + b, 0)";

    @TempDir(cleanup = CleanupMode.NEVER) // Chromium may still write into it while it ends.
    Path folder;

    @Test
    void it_shows_the_numbers_live_and_neither_complains_nor_asks_anybody_else() throws IOException {
        assumeTrue(Browser.program().isPresent(), "left out: there is no chromium here");
        try (World world = World.limited(Limits.of(20, 250_000, 100), router -> router);
                Browser browser = new Browser(Browser.program().orElseThrow(), folder)) {
            chats(world, 6);
            browser.look(1200, 800, false, "light");
            open(browser, world);

            assertThat(browser.eval(DAY_OF_ALL).asInt()).isEqualTo(6);
            chats(world, 4);
            Await.until("the numbers are new", () -> browser.eval(DAY_OF_ALL).asInt() == 10);
            JsonNode keys =
                    browser.eval("[...document.querySelectorAll('[data-key-name]')].map(key => key.dataset.keyName)");
            assertThat(keys.valueStream().map(JsonNode::asString)).containsExactly("KEY-1", "KEY-2");
            assertThat(text(browser, "[data-key-name=KEY-1] [data-window=\"requests/day\"] .use"))
                    .endsWith("of 100");
            assertThat(text(browser, "[data-key-name=KEY-1] [data-window=\"requests/minute\"] .left"))
                    .endsWith("left");
            assertThat(text(browser, "[data-day] h3")).isEqualTo("gemini-2.5-flash: 10 of 200");
            assertThat(browser.eval("document.querySelectorAll('[data-day] .curve, [data-day] .limit').length")
                            .asInt())
                    .isEqualTo(2);

            world.gemini().inject(Fault.of(GeminiError.KEY_INVALID).onKey("KEY-2"));
            chats(world, 6);
            Await.until(
                    "the page says what is blocked",
                    () -> text(browser, "#resting").contains("KEY-2 key blocked"));
            assertThat(text(browser, "#summary")).startsWith("1 of 2 deployments available");

            keepPicture(browser);
            fitsOnAPhoneInTheDark(browser);
            neitherComplainsNorAsksAnybodyElse(browser, world);
        }
    }

    @Test
    void while_a_load_goes_on_its_numbers_are_those_of_the_last_seconds_and_at_the_end_those_of_the_provider()
            throws IOException {
        assumeTrue(Browser.program().isPresent(), "left out: there is no chromium here");
        try (World world = World.limited(Limits.of(20_000, 50_000_000, 1_000_000), router -> router);
                Browser browser = new Browser(Browser.program().orElseThrow(), folder)) {
            world.gemini().inject(Fault.late(Duration.ofMillis(50)));
            open(browser, world);
            List<Integer> ended = new ArrayList<>();
            List<Integer> shown = new ArrayList<>();
            Load load = Load.on(world, 4);
            try (load) {
                for (int look = 0; look < 5; look++) {
                    int last = look == 0 ? 0 : shown.get(look - 1);
                    Await.until("the numbers are new", () -> {
                        int before = load.ended();
                        int now = browser.eval(DAY_OF_ALL).asInt();
                        return now > last && ended.add(before) && shown.add(now);
                    });
                    assertThat(shown.get(look)).isLessThanOrEqualTo(load.begun());
                }
            }
            assertThat(load.failures()).isEmpty();
            for (int look = 2; look < shown.size(); look++) {
                // Asked for after the one before was shown, and that after the count of two looks ago.
                assertThat(shown.get(look)).isGreaterThanOrEqualTo(ended.get(look - 2));
            }
            assertThat(ended)
                    .as("the load went on between the looks")
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(load.ended()).isEqualTo(world.gemini().calls().size());
            Await.until(
                    "the page shows them all", () -> browser.eval(DAY_OF_ALL).asInt() == load.ended());
            Await.until(
                    "nothing is under way",
                    () -> text(browser, "#summary")
                            .equals("2 of 2 deployments available, 0 chats under way, 0 waiting"));
            neitherComplainsNorAsksAnybodyElse(browser, world);
        }
    }

    @Test
    void its_policy_lets_it_load_nothing_from_elsewhere() {
        try (World world = World.open()) {
            HttpResponse<String> page = world.get("/");

            assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                    .doesNotContain("unsafe", "http");
            assertThat(page.body()).contains("data-key=\"none\"");
            assertThat(page.body() + world.get("/page.css").body()).doesNotContain("url(", "@import");
        }
    }

    private static void open(Browser browser, World world) {
        browser.open(world.url("/"));
        Await.until("the page asks for the key", () -> visible(browser, "door"));
        assertThat(visible(browser, "board")).isFalse();
        browser.eval("document.getElementById('key').value = '" + World.KEY + "'");
        browser.eval("document.querySelector('#door button').click()");
        Await.until("the board is there", () -> visible(browser, "board"));
    }

    private static void neitherComplainsNorAsksAnybodyElse(Browser browser, World world) {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(url -> url.startsWith(world.gateway().url() + "/")
                        || url.startsWith("data:")
                        || url.equals("about:blank"));
        assertThat(browser.requests()).noneMatch(url -> url.contains(World.KEY));
    }

    private static void fitsOnAPhoneInTheDark(Browser browser) {
        browser.look(360, 740, true, "dark");
        assertThat(browser.eval("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(360);
        JsonNode colour = browser.eval("getComputedStyle(document.body).backgroundColor");
        assertThat(colour.asString()).isEqualTo("rgb(16, 19, 23)");
    }

    private static void keepPicture(Browser browser) throws IOException {
        String file = System.getProperty("quotarouter.screenshot", "");
        if (!file.isEmpty()) {
            Files.write(Path.of(file), browser.screenshot());
        }
    }

    private static void chats(World world, int number) {
        for (int i = 0; i < number; i++) {
            assertThat(world.chat(HELLO).statusCode()).isEqualTo(200);
        }
    }

    private static boolean visible(Browser browser, String id) {
        return browser.eval("document.getElementById('" + id + "')?.hidden === false")
                .asBoolean();
    }

    private static String text(Browser browser, String selector) {
        return browser.eval("document.querySelector('" + selector + "')?.textContent ?? ''")
                .asString();
    }
}
