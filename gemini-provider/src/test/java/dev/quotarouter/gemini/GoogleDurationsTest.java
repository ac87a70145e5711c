package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GoogleDurationsTest {
    @Test
    void a_delay_of_millennia_stays_long() {
        assertThat(GoogleDurations.proto("315576000000s"))
                .hasValueSatisfying(delay -> assertThat(delay).isGreaterThan(Duration.ofDays(100 * 365)));
    }
}
