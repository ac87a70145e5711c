package dev.quotarouter.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WarmUpTest {
    private final WarmUp warmUp = new WarmUp(100, 50, 3);

    @Test
    void it_goes_on_until_there_were_enough_calls() {
        assertThat(warmUp.isEnough(1, 99, compiling(0))).isFalse();
        assertThat(warmUp.isEnough(1, 100, compiling(0))).isTrue();
    }

    @Test
    void it_goes_on_while_the_compilers_are_at_work() {
        assertThat(warmUp.isEnough(2, 1_000, compiling(0.5))).isFalse();
        assertThat(warmUp.isEnough(2, 1_000, compiling(0.01))).isTrue();
    }

    @Test
    void it_ends_at_last_whatever_the_compilers_do() {
        assertThat(warmUp.isEnough(3, 10, compiling(1))).isTrue();
    }

    private static Sample compiling(double compilers) {
        return new Sample(1, 1, new Latency(1, 1), Optional.empty(), 1, 1, compilers, Optional.empty());
    }
}
