package dev.quotarouter.benchmarks.quality;

import java.time.Duration;
import java.util.List;

/**
 * How one contender did.
 *
 * @param offered how many chats were wanted
 * @param possible how many replies the quotas allow at most
 * @param replied how many had a reply in time
 * @param calls how many calls reached Gemini
 * @param served how many of those it answered with a reply, in time or not
 * @param refused how many of those it refused
 * @param medianWait how long half of the replies took at most, in seconds of the world
 * @param p99Wait how long 99 of 100 replies took at most, likewise
 * @param reset how long after midnight the first call was served, likewise; not a number if none was
 */
record Performance(
        int offered,
        long possible,
        long replied,
        long calls,
        long served,
        long refused,
        double medianWait,
        double p99Wait,
        double reset) {
    static Performance of(List<Ended> chats, GeminiAccount gemini, long possible) {
        double[] waits = chats.stream()
                .filter(Ended::replied)
                .mapToDouble(chat -> seconds(chat.took()))
                .sorted()
                .toArray();
        return new Performance(
                chats.size(),
                Math.min(possible, chats.size()),
                waits.length,
                gemini.calls(),
                gemini.served(),
                gemini.refused(),
                quantile(waits, 0.5),
                quantile(waits, 0.99),
                gemini.afterReset().map(Performance::seconds).orElse(Double.NaN));
    }

    double repliedOfPossible() {
        return (double) replied / possible;
    }

    double refusedPerReply() {
        return (double) refused / replied;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
