package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ModelProfile;
import dev.quotarouter.quota.QuotaLimits;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiModelsTest {
    private static final String PLAIN = "TOOLS SYSTEM_INSTRUCTION IMAGES AUDIO VIDEO DOCUMENTS JSON_OUTPUT JSON_SCHEMA";
    private static final String THIRD = "THINKING SERVER_TOOLS TOOLS_WITH_SERVER_TOOLS TOOLS_WITH_JSON_OUTPUT";

    private final GeminiProvider provider = GeminiProvider.create();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest(name = "{0} is counted as {1}")
    @CsvSource({
        "gemini-2.5-pro, gemini-2.5-pro",
        "models/gemini-2.5-pro, gemini-2.5-pro",
        "gemini-2.0-flash-001, gemini-2.0-flash",
        "gemini-2.0-flash-lite-001, gemini-2.0-flash-lite",
        "gemini-2.5-pro-preview-06-05, gemini-2.5-pro",
        "gemini-2.5-flash-preview-09-2025, gemini-2.5-flash",
        "gemini-2.5-flash-lite-latest, gemini-2.5-flash-lite",
        "gemini-3.1-pro-preview, gemini-3.1-pro",
        "gemini-3.1-pro-preview-customtools, gemini-3.1-pro",
        "gemini-2.5-flash-preview-tts, gemini-2.5-flash-tts",
        "gemini-2.5-flash-image, gemini-2.5-flash-preview-image",
        "gemini-2.5-flash-image-preview, gemini-2.5-flash-preview-image",
        "gemini-embedding-001, gemini-embedding-1.0",
        "gemini-2.0-flash-exp, gemini-2.0-flash-exp",
        "gemma-3-27b-it, gemma-3-27b-it",
        "never-heard-of, never-heard-of"
    })
    void aliases_share_the_name_they_are_counted_under(String model, String base) {
        assertThat(provider.profile(model).baseModel()).isEqualTo(base);
    }

    @ParameterizedTest(name = "{0} can {1}")
    @CsvSource({
        "gemini-2.5-pro, PLAIN SERVER_TOOLS THINKING",
        "gemini-2.5-flash, PLAIN SERVER_TOOLS THINKING THINKING_OFF",
        "gemini-2.5-flash-lite, PLAIN SERVER_TOOLS THINKING THINKING_OFF",
        "gemini-2.0-flash, PLAIN SERVER_TOOLS THINKING_OFF PENALTIES LOGPROBS MULTIPLE_CANDIDATES",
        "gemini-2.0-flash-lite, PLAIN THINKING_OFF PENALTIES LOGPROBS MULTIPLE_CANDIDATES",
        "gemini-3-flash-preview, PLAIN THIRD",
        "gemini-3.1-pro-preview, PLAIN THIRD",
        "gemini-flash-latest, PLAIN THIRD",
        "gemini-pro-latest, PLAIN THIRD",
        "gemini-9-ultra, PLAIN THIRD",
        "gemma-3-27b-it, IMAGES THINKING_OFF",
        "gemma-3-1b-it, THINKING_OFF",
        "gemma-3n-e4b-it, THINKING_OFF",
        "gemma-4-26b-it, SYSTEM_INSTRUCTION",
        "gemini-2.5-flash-image, IMAGES THINKING_OFF",
        "gemini-3-pro-image-preview, IMAGES",
        "gemini-2.5-flash-preview-tts, ''",
        "gemini-embedding-001, ''",
        "gemini-2.5-computer-use-preview-10-2025, SYSTEM_INSTRUCTION IMAGES",
        "never-heard-of, ''"
    })
    void a_model_can_do_what_it_is_known_for(String model, String capabilities) {
        Set<Capability> expected = Stream.of(capabilities
                        .replace("PLAIN", PLAIN)
                        .replace("THIRD", THIRD)
                        .split(" "))
                .filter(name -> !name.isEmpty())
                .map(Capability::valueOf)
                .collect(Collectors.toSet());

        assertThat(provider.profile(model).capabilities()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1} in, {2} out")
    @CsvSource({
        "gemini-2.5-pro, 1048576, 65536",
        "gemini-2.5-flash-lite-preview-09-2025, 1048576, 65536",
        "gemini-2.0-flash-001, 1048576, 8192",
        "gemini-3-pro-preview, 1048576, 65536",
        "gemma-3-27b-it, 131072, 8192"
    })
    void sizes_are_those_that_google_published(String model, long context, long output) {
        ModelProfile profile = provider.profile(model);

        assertThat(profile.contextTokens()).hasValue(context);
        assertThat(profile.maxOutputTokens()).hasValue(output);
    }

    @ParameterizedTest
    @CsvSource({"gemini-9-pro", "gemini-2.5-flash-image", "never-heard-of", "gemma-3n-e4b-it"})
    void a_size_that_is_not_known_is_not_guessed(String model) {
        assertThat(provider.profile(model).contextTokens()).isEmpty();
        assertThat(provider.profile(model).maxOutputTokens()).isEmpty();
    }

    @Test
    void tiers_are_those_of_the_base_model() {
        assertThat(provider.tiers("gemini-2.5-pro-preview-06-05"))
                .containsOnlyKeys("free", "tier-1", "tier-2", "tier-3")
                .containsEntry("free", limits(5, 250_000, 100))
                .containsEntry("tier-1", limits(150, 2_000_000, 10_000))
                .containsEntry(
                        "tier-3",
                        new QuotaLimits(OptionalLong.of(2_000), OptionalLong.of(8_000_000), OptionalLong.empty()));
        assertThat(provider.tiers("gemma-3-27b-it")).containsEntry("tier-2", limits(30, 15_000, 14_400));
    }

    @Test
    void a_model_without_published_quota_has_no_tiers() {
        assertThat(provider.tiers("gemini-3.1-pro-preview")).isEmpty();
    }

    @Test
    void days_end_at_midnight_in_california() {
        assertThat(provider.quotaZone()).hasToString("America/Los_Angeles");
    }

    private static QuotaLimits limits(long rpm, long tpm, long rpd) {
        return new QuotaLimits(OptionalLong.of(rpm), OptionalLong.of(tpm), OptionalLong.of(rpd));
    }
}
