package dev.quotarouter.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KindTest {
    @Test
    void every_number_of_callers_comes_in_every_mode() {
        assertThat(Kind.of(List.of(1, 32)))
                .extracting(Kind::title)
                .containsExactly("1 caller, plain", "1 caller, streamed", "32 callers, plain", "32 callers, streamed");
    }
}
