package dev.quotarouter.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BesideTest {
    private final Beside self = new Beside(ProcessHandle.current().pid());

    @Test
    void a_process_has_used_some_processor_time_and_holds_some_memory() throws IOException {
        assertThat(self.cpuNanos()).isPositive();
        // A Java program; more than ten megabytes, where the system tells.
        self.residentKilobytes()
                .ifPresent(kilobytes -> assertThat(kilobytes).isBetween(10L * 1_024, 100L * 1_024 * 1_024));
    }

    @Test
    void of_a_process_that_is_not_there_nothing_is_told() {
        assertThatThrownBy(() -> new Beside(Long.MAX_VALUE).cpuNanos()).isInstanceOf(IOException.class);
    }
}
