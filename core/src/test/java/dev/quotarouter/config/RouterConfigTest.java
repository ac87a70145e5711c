package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.quota.MinuteWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RouterConfigTest {
    private static final Deployment PRO =
            Deployment.builder("pro", "gemini/pro").apiKey("secret").build();

    private static final GroupTerms ONE_TRY =
            new GroupTerms(RetryTerms.NONE.withNumRetries(0), CooldownTerms.NONE.withAllowedFails(9));

    @Test
    void a_copy_holds_what_the_original_holds() {
        RouterConfig config = RouterConfig.builder()
                .deployment(PRO)
                .alias("gpt-4", "pro")
                .numRetries(1)
                .timeout(Duration.ofSeconds(1))
                .requestDeadline(Duration.ofSeconds(2))
                .retryBudget(0.5)
                .retryAfter(Duration.ofSeconds(3))
                .cooldown(Duration.ofSeconds(4))
                .maxCooldown(Duration.ofSeconds(44))
                .allowedFails(5)
                .retries(ErrorClass.TIMEOUT, 6)
                .allowedFails(ErrorClass.TIMEOUT, 7)
                .group("pro", ONE_TRY)
                .hide("gpt-4")
                .tagFiltering(TagFiltering.ALL)
                .defaultPriority(3)
                .watchInterval(Duration.ofSeconds(30))
                .source(Path.of("config.yaml"))
                .file(Path.of("config.yaml"))
                .fallbacks(Fallbacks.builder().after("pro", List.of("gpt-4")).build())
                .streamTimeout(Duration.ofSeconds(9))
                .maxQueueSize(8)
                .healthChecks(HealthCheckSettings.DEFAULT.withBackground(true).withTimeout(Duration.ofSeconds(9)))
                .minuteWindow(MinuteWindow.LEARNED)
                .countFailedCalls(false)
                .pacing(true)
                .notice(new ConfigNotice("f", 1, 2, "s", "m"))
                .build();

        assertThat(config.toBuilder().build()).usingRecursiveComparison().isEqualTo(config);
    }

    @Test
    void it_says_the_same_as_the_file_with_the_same_content() {
        RouterConfig fromCode = RouterConfig.builder().deployment(PRO).build();
        RouterConfig fromFile =
                ConfigText.read("model_list: [{model_name: pro, params: {model: gemini/pro, api_key: secret}}]");

        assertThat(fromCode)
                .usingRecursiveComparison()
                .ignoringFields("deployments.origin", "deployments.apiKey.name")
                .isEqualTo(fromFile);
    }

    @Test
    void its_lists_cannot_be_changed() {
        RouterConfig config =
                RouterConfig.builder().deployment(PRO).alias("gpt-4", "pro").build();

        assertThat(config.deployments()).isUnmodifiable();
        assertThat(config.aliases()).isUnmodifiable();
        assertThat(config.retryPolicy()).isUnmodifiable();
        assertThat(config.allowedFailsPolicy()).isUnmodifiable();
        assertThat(config.notices()).isUnmodifiable();
        assertThat(config.hiddenNames()).isUnmodifiable();
        assertThat(config.groups()).isUnmodifiable();
        assertThat(config.toString()).doesNotContain("secret");
    }

    @Test
    void an_alias_of_an_alias_is_resolved() {
        RouterConfig config = RouterConfig.builder()
                .deployment(PRO)
                .alias("best", "gpt-4")
                .alias("gpt-4", "pro")
                .build();

        assertThat(config.aliases()).containsOnly(entry("best", List.of("pro")), entry("gpt-4", List.of("pro")));
    }

    @Test
    void an_alias_may_stand_for_a_name_that_a_wildcard_serves_and_other_aliases_go_before_it() {
        RouterConfig config = RouterConfig.builder()
                .deployment(
                        Deployment.builder("gemini/*", "gemini/*").apiKey("k").build())
                .alias("gpt-4", "gemini/gemini-2.5-pro")
                .alias("gemini/best", "gemini/*")
                .alias("best", "gemini/best", "gpt-4")
                .build();

        assertThat(config.aliases())
                .containsEntry("gpt-4", List.of("gemini/gemini-2.5-pro"))
                .containsEntry("best", List.of("gemini/*", "gemini/gemini-2.5-pro"));
    }

    @Test
    void a_name_that_is_not_there_cannot_be_hidden() {
        RouterConfigBuilder builder =
                RouterConfig.builder().deployment(PRO).hide("pro").hide("gpt-5");

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigException.class)
                .hasMessage("builder: hidden name \"gpt-5\": there is no such name; hide an alias");
    }

    @Test
    void cooldowns_that_are_disabled_stay_so_whatever_else_is_said() {
        Deployment cooling = PRO.toBuilder().cooldown(Duration.ofMinutes(1)).build();
        RouterConfig config = RouterConfig.builder()
                .deployment(cooling)
                .disableCooldowns(true)
                .cooldown(Duration.ofMinutes(2))
                .build();

        assertThat(config.cooldown()).isZero();
        assertThat(config.cooldowns(cooling).cooldown()).isZero();
        assertThat(config.cooldowns(cooling).disabled()).isTrue();
    }

    @Test
    void nobody_watches_every_zero_seconds() {
        RouterConfigBuilder builder = RouterConfig.builder().deployment(PRO).watchInterval(Duration.ofSeconds(1));

        assertThat(builder.build().watchInterval()).contains(Duration.ofSeconds(1));
        assertThat(builder.watchInterval(Duration.ZERO).build().watchInterval()).isEmpty();
    }

    @Test
    void all_that_is_missing_or_contradicts_itself_is_in_one_report() {
        RouterConfigBuilder builder =
                RouterConfig.builder().alias("a", "b").alias("b", "a").alias("c", "nothing");

        assertThatThrownBy(builder::build).isInstanceOf(ConfigException.class).hasMessage("""
                        builder: deployments: there is none; add at least one deployment
                        builder: alias "b": it stands for itself: "a" → "b" → "a"; name a model group
                        builder: alias "c": there is no model group "nothing"; name one of the model groups of model_list""");
    }

    @Test
    void impossible_values_are_refused_where_they_are_given() {
        RouterConfigBuilder builder = RouterConfig.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.numRetries(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.requestDeadline(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retryAfter(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.cooldown(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.allowedFails(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retries(ErrorClass.TIMEOUT, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.allowedFails(ErrorClass.TIMEOUT, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retryBudget(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retryBudget(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxQueueSize(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxCooldown(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.streamTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.watchInterval(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.hide(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.group(" ", GroupTerms.NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.alias("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.alias(" ", "b"));
    }
}
