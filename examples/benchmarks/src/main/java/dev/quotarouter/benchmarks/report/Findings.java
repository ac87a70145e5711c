package dev.quotarouter.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * What a part found.
 *
 * @param title what was measured
 * @param versions what it was measured with, each with its version
 * @param highlights the figures that others quote
 * @param tables the figures, for people
 * @param charts the pictures
 * @param samples the figures, for machines: anything that Jackson writes
 */
public record Findings(
        String title,
        Map<String, String> versions,
        List<Highlight> highlights,
        List<Table> tables,
        List<BarChart> charts,
        Object samples) {}
