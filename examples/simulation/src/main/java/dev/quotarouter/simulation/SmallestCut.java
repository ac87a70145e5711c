package dev.quotarouter.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks for the smallest cut through a segment. Used once, by one thread. */
final class SmallestCut {
    /** Beyond this many sets of pools only the likely ones are tried: those whose day is smallest beside their minutes. */
    private static final long MOST_SETS = 4_000;

    private final Segment segment;
    private final MinuteDemand demand;
    private final TokenDemand tokens;
    private final boolean buckets;
    private final List<List<PoolSupply>> groups = new ArrayList<>();
    private long best = Long.MAX_VALUE;
    private long bestAlone = Long.MAX_VALUE;
    private long bestRoom;
    private long[] bestPerMinute = new long[0];

    SmallestCut(Segment segment, MinuteDemand demand, boolean buckets) {
        this.segment = segment;
        this.demand = demand;
        this.tokens = new TokenDemand(demand, segment);
        this.buckets = buckets;
        segment.pools().forEach(this::group);
    }

    Cut find() {
        long sets = groups.stream()
                .mapToLong(group -> group.size() + 1L)
                .reduce(1, (a, b) -> Math.min(MOST_SETS + 1, a * b));
        if (sets <= MOST_SETS) {
            tryAll(0, 0, 0, new long[segment.minutes()]);
        } else {
            tryLikely();
        }
        return new Cut(bestAlone, bestRoom, Arrays.stream(bestPerMinute).boxed().toList());
    }

    // Equal pools are cut or not whichever they are: only how many matters.
    private void group(PoolSupply pool) {
        for (List<PoolSupply> group : groups) {
            if (group.get(0).givesAsMuchAs(pool)) {
                group.add(pool);
                return;
            }
        }
        groups.add(new ArrayList<>(List.of(pool)));
    }

    private void tryAll(int group, long room, long tokensPerMinute, long[] perMinute) {
        if (room >= best) {
            return;
        }
        if (group == groups.size()) {
            consider(room, tokensPerMinute, perMinute);
            return;
        }
        List<PoolSupply> pools = groups.get(group);
        PoolSupply one = pools.get(0);
        long[] carried = perMinute.clone();
        for (int open = 0; open <= pools.size(); open++) {
            int cut = pools.size() - open;
            tryAll(group + 1, room + cut * one.room(), tokensPerMinute + open * one.tokens(), carried);
            add(one, carried);
        }
    }

    private void tryLikely() {
        List<PoolSupply> pools = new ArrayList<>(segment.pools());
        pools.sort((a, b) -> Double.compare(lasts(a), lasts(b)));
        for (int cut = 0; cut <= pools.size(); cut++) {
            long[] carried = new long[segment.minutes()];
            pools.subList(cut, pools.size()).forEach(pool -> add(pool, carried));
            consider(
                    pools.subList(0, cut).stream().mapToLong(PoolSupply::room).sum(),
                    pools.subList(cut, pools.size()).stream()
                            .mapToLong(PoolSupply::tokens)
                            .sum(),
                    carried);
        }
    }

    /** {@return the minutes after which the day is spent at the earliest} */
    private double lasts(PoolSupply pool) {
        long[] carried = new long[segment.minutes()];
        add(pool, carried);
        return pool.room() / Math.max(1e-9, Arrays.stream(carried).average().orElse(0));
    }

    private void add(PoolSupply pool, long[] carried) {
        for (int minute = 0; minute < carried.length; minute++) {
            carried[minute] = Math.min(PoolSupply.UNLIMITED, carried[minute] + pool.perMinute(minute));
        }
    }

    private void consider(long room, long tokensPerMinute, long[] perMinute) {
        EarliestDeadline minutes = new EarliestDeadline(demand.width(), buckets);
        long through = minutes.serve(demand, segment.minutes(), perMinute);
        // Taken by itself, a segment may leave to the next one whoever can wait for it.
        bestAlone = Math.min(bestAlone, room + Math.min(through, tokens.served(tokensPerMinute)) + minutes.left());
        if (room + through < best) {
            best = room + through;
            bestRoom = room;
            bestPerMinute = perMinute.clone();
        }
    }
}
