package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.provider.TokenPrice;
import dev.quotarouter.quota.MoneyBudget;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What status looks like to somebody who prints it, and what can be done about what it shows. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatusTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @Test
    void it_prints_as_lines_for_people() {
        Failure.Builder four = Failure.builder(FailureKind.MINUTE_QUOTA_EXHAUSTED, "four a minute")
                .violations(List.of(new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, OptionalLong.of(4))));
        provider.answer((target, call) -> target.model().equals("b") ? failed(four) : ok());
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(deployment("b").project("p2").rpm(5).build())
                .deployment(deployment("a").project("p1").rpd(100).build())
                .build()) {
            assertThatThrownBy(() -> router.chat(ChatRequest.of("b", "hello").toBuilder()
                            .deadline(Duration.ofSeconds(5))
                            .build()))
                    .isInstanceOf(RuntimeException.class);
            router.chat(ChatRequest.of("a", "hello"));

            String printed = router.status().toString();

            assertThat(printed).isEqualTo(router.status().toString()).doesNotContain("secret-of", "Optional");
            assertThat(printed.lines())
                    .startsWith(
                            "at 2026-07-01T19:00:00Z, 0 waiting",
                            "models",
                            "  chat: b, a",
                            "deployments",
                            "  b: MINUTE_FULL until 2026-07-01T19:01:00Z; scripted/b by the key key-2b99e079, pool p2/b,"
                                    + " 0 under way, last heard at 2026-07-01T19:00:00Z")
                    .containsSubsequence(
                            "pools",
                            "  p2/b",
                            "    REQUESTS per MINUTE: 1 used, 0 reserved of 4 (NAMED), ours are 0, 0 left, declared full until"
                                    + " 2026-07-01T19:01:00Z, resets at 2026-07-01T19:01:00Z",
                            "  p1/a",
                            "    REQUESTS per DAY: 1 used, 0 reserved of 100 (DECLARED), 99 left, resets at"
                                    + " 2026-07-02T07:00:00Z");
        }
    }

    @Test
    void money_is_printed_as_money() {
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(deployment("a")
                        .price(TokenPrice.perMillion("1", "1", "2"))
                        .budget(MoneyBudget.of("1E+2", "1d"))
                        .build())
                .build()) {
            assertThat(router.status().toString()).contains("$0 spent, $0 reserved of $100, resets at ");
        }
    }

    @Test
    void a_blocked_key_is_named_as_it_is_unblocked_before_and_after_a_reload() {
        provider.answer((target, call) -> failed(FailureKind.KEY_REJECTED));
        try (QuotaRouter router =
                Routers.with(provider, time).deployment(deployment("a").build()).build()) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            DeploymentStatus blocked = router.status().deployments().get(0);

            assertThat(router.unblock("nobody")).isFalse();
            assertThat(router.unblock("")).isFalse();
            router.reload(RouterConfig.builder()
                    .deployment(deployment("a").id("other").build())
                    .build());
            assertThat(router.status().deployments().get(0).availability()).isEqualTo(blocked.availability());
            assertThat(router.unblock(blocked.key())).isTrue();
            assertThat(router.unblock(blocked.key())).isFalse();
            provider.answer((target, call) -> ok());
            assertThat(router.chat(HELLO).text()).isEqualTo("ok");
        }
    }

    @Test
    void a_closed_router_still_tells_how_it_stood() {
        QuotaRouter router = Routers.with(provider, time)
                .deployment(deployment("a").rpm(5).build())
                .build();
        router.chat(HELLO);
        router.close();

        assertThat(router.status().pools().get(0).windows().get(0).used()).isEqualTo(1);
        assertThat(router.unblock("nobody")).isFalse();
    }
}
