package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import dev.quotarouter.provider.ApiKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeploymentTest {
    private static final Deployment FULL = Deployment.builder("gpt-4", "gemini/models/gemini-2.5-pro")
            .apiKey(new ApiKey("team-key", "secret"))
            .id("west")
            .project("team-a")
            .tier("free")
            .rpm(5)
            .tpm(250_000)
            .rpd(100)
            .baseUrl(URI.create("https://example.com/v1beta"))
            .timeout(Duration.ofSeconds(30))
            .streamTimeout(Duration.ofSeconds(3))
            .cooldown(Duration.ZERO)
            .allowedFails(0)
            .allowedFails(ErrorClass.TIMEOUT, 4)
            .numRetries(1)
            .retryAfter(Duration.ofSeconds(2))
            .retries(ErrorClass.RATE_LIMIT, 3)
            .order(1)
            .weight(0.5)
            .maxParallelRequests(9)
            .tags("free", "eu", "free")
            .region("eu")
            .maxInputTokens(2_097_152)
            .maxOutputTokens(8_192)
            .healthCheck(false)
            .healthCheckTimeout(Duration.ofSeconds(5))
            .build();

    @Test
    void a_copy_holds_what_the_original_holds() {
        assertThat(FULL.toBuilder().build()).usingRecursiveComparison().isEqualTo(FULL);
    }

    @Test
    void what_it_says_of_itself_is_kept_by_its_duty() {
        assertThat(FULL.retries().numRetries()).hasValue(1);
        assertThat(FULL.retries().retryAfter()).hasValue(Duration.ofSeconds(2));
        assertThat(FULL.retries().retryPolicy()).containsExactly(entry(ErrorClass.RATE_LIMIT, 3));
        assertThat(FULL.cooldowns().allowedFailsPolicy()).containsExactly(entry(ErrorClass.TIMEOUT, 4));
        assertThat(FULL.terms().order()).hasValue(1);
        assertThat(FULL.scope())
                .isEqualTo(new DeploymentScope(
                        List.of("free", "eu"), Optional.of("eu"), OptionalLong.of(2_097_152), OptionalLong.of(8_192)));
        assertThat(FULL.retries().retryPolicy()).isUnmodifiable();
        assertThat(FULL.cooldowns().allowedFailsPolicy()).isUnmodifiable();
        assertThat(FULL.scope().tags()).isUnmodifiable();
    }

    @Test
    void a_star_stands_for_every_such_model_of_its_provider() {
        Deployment wildcard =
                Deployment.builder("gemini-2*", "gemini/gemini-2*").apiKey("k").build();

        assertThat(wildcard.isWildcard()).isTrue();
        assertThat(wildcard.provider()).isEqualTo("gemini");
        assertThat(wildcard.providerModel()).isEqualTo("gemini-2*");
        assertThat(FULL.isWildcard()).isFalse();
        assertThat(Deployment.builder("*", "gemini/gemini-2.5-pro")
                        .apiKey("k")
                        .build()
                        .isWildcard())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"g, gemini/*-*", "g, */gemini-2.5-pro", "g*-*, gemini/*"})
    void stars_of_which_nobody_knows_what_fills_them_are_refused(String modelGroup, String model) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deployment.builder(modelGroup, model))
                .withMessageContaining("; write ");
    }

    @Test
    void provider_and_model_are_parted_at_the_first_slash() {
        assertThat(FULL.provider()).isEqualTo("gemini");
        assertThat(FULL.providerModel()).isEqualTo("models/gemini-2.5-pro");
    }

    @Test
    void a_secret_without_a_name_goes_by_a_fingerprint_that_does_not_show_it() {
        Deployment one = Deployment.builder("a", "gemini/m").apiKey("secret").build();
        Deployment two = Deployment.builder("b", "gemini/m").apiKey(" secret ").build();

        assertThat(one.apiKey().name())
                .matches("key-[0-9a-f]{8}")
                .isEqualTo(two.apiKey().name());
        assertThat(one.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gemini", "/m", "gemini/", "gemini/ ", "AIzaSecret"})
    void a_model_without_provider_is_refused_and_not_repeated(String model) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deployment.builder("g", model))
                .withMessage("a model is written provider/model: gemini/gemini-2.5-pro");
    }

    @Test
    void a_deployment_needs_a_key() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Deployment.builder("g", "gemini/m").build())
                .withMessage("the deployment of gemini/m needs an API key");
    }

    @Test
    void an_address_with_a_key_is_refused_and_not_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FULL.toBuilder().baseUrl(URI.create("https://example.com?key=secret")))
                .withMessage("a base URL must be an http or https address without user, query and fragment");
    }

    @Test
    void impossible_numbers_are_refused() {
        Deployment.Builder builder = FULL.toBuilder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.rpm(-1)).withMessageContaining("rpm");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tpm(-1)).withMessageContaining("tpm");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.rpd(-1)).withMessageContaining("rpd");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.cooldown(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.allowedFails(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.id(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.streamTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.numRetries(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retryAfter(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retries(ErrorClass.TIMEOUT, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.allowedFails(ErrorClass.TIMEOUT, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.order(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tags("free", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.region(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxInputTokens(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxOutputTokens(0));
    }
}
