package dev.quotarouter.simulation;

import java.util.List;

/**
 * How many requests an all-knowing router could serve at most: one that knows every limit, every request to come, and how long
 * each reply takes.
 *
 * <p>Requests flow through minutes and pools into days; no flow is greater than a cut. For a set of pools that are cut at their
 * day, the others carry what their minutes let through, the most urgent first. The smallest such cut is sought for each segment,
 * which is exact for requests that are alike to every pool. Any cut bounds any router, so what is joined from the cuts of all
 * segments still does.
 */
final class Oracle {
    private final Requests requests;
    private final List<Segment> segments;
    private final boolean buckets;

    /**
     * An oracle.
     *
     * @param segments without gaps, in the order of time
     * @param buckets whether minutes are buckets that fill up to their limit
     */
    Oracle(Requests requests, List<Segment> segments, boolean buckets) {
        this.requests = requests;
        this.segments = List.copyOf(segments);
        this.buckets = buckets;
    }

    long served() {
        MinuteDemand demand = new MinuteDemand(requests, largestPrompt());
        EarliestDeadline whole = new EarliestDeadline(demand.width(), buckets);
        long joined = 0;
        long apart = 0;
        for (Segment segment : segments) {
            demand.take(segment);
            Cut cut = new SmallestCut(segment, demand, buckets).find();
            apart += cut.alone();
            joined += cut.room() + whole.serve(demand, segment.minutes(), cut.perMinute());
        }
        return Math.min(apart, joined);
    }

    private long largestPrompt() {
        return segments.stream()
                .flatMap(segment -> segment.pools().stream())
                .mapToLong(PoolSupply::tokens)
                .max()
                .orElse(0);
    }
}
