package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.provider.ModelPrice;
import dev.quotarouter.provider.TokenPrice;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiPricesTest {
    private final GeminiProvider provider = GeminiProvider.create();

    @Test
    void a_model_has_its_price_under_each_of_its_names() {
        ModelPrice price = price("gemini-2.5-flash");

        assertThat(price.usual()).isEqualTo(TokenPrice.perMillion("0.3", "0.03", "2.5"));
        assertThat(price("gemini-2.5-flash-preview-09-2025")).isEqualTo(price);
        assertThat(price("gemini-2.0-flash-001")).isEqualTo(price("gemini-2.0-flash"));
        assertThat(price("gemini-3-pro-preview")).isEqualTo(price("gemini-3.1-pro-preview-customtools"));
    }

    @Test
    void long_prompts_of_pro_models_cost_more() {
        ModelPrice price = price("gemini-2.5-pro");

        assertThat(price.longPromptAbove()).isEqualTo(200_000);
        assertThat(price.usual().input()).isEqualByComparingTo("0.00000125");
        assertThat(price.longPrompt().input()).isEqualByComparingTo("0.0000025");
        assertThat(price.longPrompt().output()).isEqualByComparingTo("0.000015");
    }

    @Test
    void the_free_tier_and_gemma_cost_nothing() {
        assertThat(provider.price("gemini-2.5-pro", Optional.of("free"))).contains(ModelPrice.FREE);
        assertThat(provider.price("gemini-2.5-pro", Optional.of("tier-1"))).contains(price("gemini-2.5-pro"));
        assertThat(price("gemma-3-27b-it")).isEqualTo(ModelPrice.FREE);
    }

    @Test
    void a_model_never_heard_of_has_no_price() {
        assertThat(provider.price("gemini-9-ultra", Optional.empty())).isEmpty();
    }

    private ModelPrice price(String model) {
        return provider.price(model, Optional.empty()).orElseThrow();
    }
}
