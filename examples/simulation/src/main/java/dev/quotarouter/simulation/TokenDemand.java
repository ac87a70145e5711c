package dev.quotarouter.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many requests of a segment so many tokens per minute can pay for at most. Hour by hour the smallest prompts first, a last
 * one in part; what arrives in an hour may be called for a little later. Immutable.
 */
final class TokenDemand {
    private static final int HOUR = 60;

    private final List<long[]> sumsOfHours = new ArrayList<>();
    private final int width;

    TokenDemand(MinuteDemand demand, Segment segment) {
        width = demand.width();
        for (int from = segment.fromMinute(); from < segment.toMinute(); from += HOUR) {
            long[] sums = demand.tokens(from, Math.min(from + HOUR, segment.toMinute()));
            Arrays.parallelPrefix(sums, Long::sum);
            sumsOfHours.add(sums);
        }
    }

    long served(long tokensPerMinute) {
        if (tokensPerMinute >= PoolSupply.UNLIMITED) {
            return Long.MAX_VALUE;
        }
        long paid = tokensPerMinute * (HOUR + width);
        long served = 0;
        for (long[] sums : sumsOfHours) {
            int found = Arrays.binarySearch(sums, paid);
            // Several may sum up alike only where prompts have no tokens; then all of them are paid for.
            int whole = found >= 0 ? found + 1 : -found - 1;
            served += Math.min(sums.length, whole + 1L);
        }
        return served;
    }
}
