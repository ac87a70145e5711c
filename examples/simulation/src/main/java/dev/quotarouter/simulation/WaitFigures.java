package dev.quotarouter.simulation;

import java.util.List;

/**
 * How long requests waited for their first call, in seconds, of those that were called for.
 *
 * @param median half waited no longer
 * @param p95 95 of 100 waited no longer
 * @param p99 99 of 100 waited no longer
 * @param most nobody waited longer
 * @param mostByHour the longest wait that ended in each hour of the day
 * @param meanByHour the mean of those
 */
public record WaitFigures(
        double median, double p95, double p99, double most, List<Double> mostByHour, List<Double> meanByHour) {}
