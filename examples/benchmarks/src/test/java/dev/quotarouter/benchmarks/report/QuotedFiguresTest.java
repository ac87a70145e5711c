package dev.quotarouter.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the README says of costs is what was measured last. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuotedFiguresTest {
    private static final Path ROOT = Path.of("..", "..");

    @Test
    void the_readme_quotes_the_summary_that_the_benchmarks_write() throws IOException {
        List<String> summary = Files.readAllLines(ROOT.resolve("docs/benchmarks/summary.md"));

        assertThat(summary).hasSizeGreaterThan(2);
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).containsSubsequence(summary);
    }
}
