package dev.quotarouter.simulation;

import dev.quotarouter.simulator.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the pools had to give while a simulation ran: limits, outages, dead keys, what others took. From it come the segments on
 * which an {@link Oracle} is asked. Not thread-safe.
 */
final class SupplyLog {
    private static final long MINUTE = 60_000;

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private final int minutes;

    /** An empty log of the given pools. */
    SupplyLog(List<TruePool> pools, int minutes) {
        this.minutes = minutes;
        pools.forEach(pool -> accounts.put(pool.id(), new Account(pool.limits())));
    }

    /** From now on, until the next such word, everything stays as it is now. */
    void stretchBegins(SimulatedInstant now) {
        boolean newDay = stretches.isEmpty() || stretches.get(stretches.size() - 1).day < now.day();
        if (newDay) {
            accounts.values().forEach(account -> account.usedToday = 0);
        }
        Map<String, Supply> supplies = new LinkedHashMap<>();
        accounts.forEach(
                (id, account) -> supplies.put(id, new Supply(account.limits, account.alive, account.usedToday)));
        stretches.add(new Stretch(now.day(), (int) (now.millis() / MINUTE), supplies));
    }

    void limits(TruePool pool, Limits limits) {
        account(pool).limits = limits;
    }

    /** Nobody can call the pool any more. */
    void dead(TruePool pool) {
        account(pool).alive = false;
    }

    void outage(TruePool pool, long fromMillis, long toMillis) {
        int[] outages = account(pool).lost(minutes);
        int from = (int) ((fromMillis + MINUTE - 1) / MINUTE);
        Arrays.fill(
                outages, Math.min(minutes, from), Math.min(minutes, (int) (toMillis / MINUTE)), Integer.MAX_VALUE / 2);
    }

    /** A call of the router was booked. */
    void used(TruePool pool) {
        account(pool).usedToday++;
    }

    /** A call of somebody else was booked. */
    void usedByOthers(TruePool pool, SimulatedInstant now) {
        Account account = account(pool);
        account.usedToday++;
        int minute = (int) (now.millis() / MINUTE);
        account.lost(minutes)[minute]++;
        account.others(minutes)[minute]++;
    }

    /**
     * {@return what an all-knowing router can spend}
     *
     * @param pools the pools that can be asked
     * @param foresight whether it knows changes before they come: then it spends a day as a whole; otherwise it goes on, at
     *     each change, from where this simulation was
     */
    List<Segment> segments(List<TruePool> pools, boolean foresight) {
        List<Segment> segments = new ArrayList<>();
        for (int first = 0; first < stretches.size(); ) {
            int last = first + 1;
            while (foresight && last < stretches.size() && stretches.get(last).day == stretches.get(first).day) {
                last++;
            }
            int from = stretches.get(first).fromMinute;
            int to = last < stretches.size() ? stretches.get(last).fromMinute : minutes;
            List<Stretch> joined = stretches.subList(first, last);
            segments.add(new Segment(
                    from,
                    to,
                    pools.stream().map(pool -> supply(pool, joined, from, to)).toList()));
            first = last;
        }
        return segments;
    }

    private PoolSupply supply(TruePool pool, List<Stretch> joined, int from, int to) {
        Account account = account(pool);
        Supply first = supply(joined.get(0), pool);
        long others = account.others == null
                ? 0
                : Arrays.stream(account.others, from, to).asLongStream().sum();
        long limit = joined.stream()
                .mapToLong(stretch -> supply(stretch, pool).perDay())
                .max()
                .orElse(0);
        long tokens = joined.stream()
                .mapToLong(stretch -> supply(stretch, pool).tokens())
                .max()
                .orElse(0);
        boolean same = joined.stream().allMatch(stretch -> supply(stretch, pool).perMinute() == first.perMinute());
        int[] perMinute = same && account.lost == null ? null : perMinute(pool, joined, from, to);
        return new PoolSupply(pool.id(), limit - first.usedToday - others, first.perMinute(), tokens, perMinute);
    }

    private int[] perMinute(TruePool pool, List<Stretch> joined, int from, int to) {
        int[] lost = account(pool).lost;
        int[] perMinute = new int[to - from];
        int at = 0;
        for (int minute = from; minute < to; minute++) {
            while (at + 1 < joined.size() && joined.get(at + 1).fromMinute <= minute) {
                at++;
            }
            long carried = supply(joined.get(at), pool).perMinute() - (lost == null ? 0 : lost[minute]);
            perMinute[minute - from] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, carried));
        }
        return perMinute;
    }

    private static Supply supply(Stretch stretch, TruePool pool) {
        Supply supply = stretch.supplies.get(pool.id());
        if (supply == null) {
            throw new IllegalArgumentException("there is no pool " + pool.id());
        }
        return supply;
    }

    private Account account(TruePool pool) {
        Account account = accounts.get(pool.id());
        if (account == null) {
            throw new IllegalArgumentException("there is no pool " + pool.id());
        }
        return account;
    }

    private record Stretch(int day, int fromMinute, Map<String, Supply> supplies) {}

    private record Supply(Limits limits, boolean alive, long usedToday) {
        long perMinute() {
            return alive ? orUnlimited(limits.rpm()) : 0;
        }

        long tokens() {
            return alive ? orUnlimited(limits.tpm()) : 0;
        }

        long perDay() {
            return alive ? orUnlimited(limits.rpd()) : 0;
        }

        private static long orUnlimited(OptionalLong limit) {
            return limit.orElse(PoolSupply.UNLIMITED);
        }
    }

    private static final class Account {
        private Limits limits;
        private boolean alive = true;
        private long usedToday;
        private int @Nullable [] lost;
        private int @Nullable [] others;

        Account(Limits limits) {
            this.limits = limits;
        }

        int[] lost(int minutes) {
            int[] array = lost;
            if (array == null) {
                array = new int[minutes];
                lost = array;
            }
            return array;
        }

        int[] others(int minutes) {
            int[] array = others;
            if (array == null) {
                array = new int[minutes];
                others = array;
            }
            return array;
        }
    }
}
