package dev.quotarouter.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the README and the other documents say of costs is what was measured last. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuotedFiguresTest {
    private static final Path ROOT = Path.of("..", "..");

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

    /** What is only ever measured: no setting has such a unit, and none so many digits as a share of the oracle's replies. */
    private static final Pattern MEASURED =
            Pattern.compile(NUMBER + "(?= (?:µs|ns|×))|(?<![\\d.,])0\\.\\d{4,}(?![\\d.,]*\\d)");

    @Test
    void the_readme_quotes_the_summary_that_the_benchmarks_write() throws IOException {
        List<String> summary = Files.readAllLines(ROOT.resolve("docs/benchmarks/summary.md"));

        assertThat(summary).hasSizeGreaterThan(2);
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).containsSubsequence(summary);
    }

    @Test
    void no_document_has_a_measured_figure_that_is_in_no_file_of_results() throws IOException {
        List<Path> results = new ArrayList<>(markdown("docs/benchmarks"));
        results.addAll(markdown("docs/simulation"));
        List<Path> documents = new ArrayList<>(markdown("."));
        documents.addAll(markdown("docs"));
        documents.addAll(markdown("docs/decisions"));

        Set<String> measured = found(NUMBER, results);

        assertThat(found(MEASURED, documents)).isNotEmpty().isSubsetOf(measured);
    }

    private static List<Path> markdown(String folder) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static Set<String> found(Pattern pattern, List<Path> files) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files) {
            pattern.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .forEach(found::add);
        }
        return found;
    }
}
