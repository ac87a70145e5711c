package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.GeminiSimulatorBuilder;
import dev.quotarouter.simulator.Latency;
import dev.quotarouter.simulator.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ten projects with one model each, and who wants to chat with it in the time around a midnight in Los Angeles.
 *
 * @param quota what each project may use
 * @param perMinute how many chats are wanted in a minute
 * @param half how long before midnight it begins, and how long after midnight the last chat is wanted
 * @param patience how long each caller waits for the reply
 */
record MidnightWorld(Quota quota, int perMinute, Duration half, Duration patience) {
    static final String MODEL = "gemini-2.5-flash";

    private static final int PROJECTS = 10;
    private static final long TOKENS_PER_MINUTE = 250_000;
    private static final long PLENTY = 1_000_000;

    /** What is loaded for the first time may take some of the machine's seconds. */
    private static final Duration WARM_UP_PATIENCE = Duration.ofMinutes(15);

    /** Far from the days on which the clocks change. */
    private static final Instant MIDNIGHT = LocalDate.of(2026, 2, 3)
            .atStartOfDay(ZoneId.of("America/Los_Angeles"))
            .toInstant();

    /** About what the model takes for a short reply, in the world's time. */
    private static final Duration LEAST_LATENCY = Duration.ofMillis(300);

    private static final Duration MOST_LATENCY = Duration.ofMillis(1_200);

    /**
     * What a project may use.
     *
     * @param rpm requests a minute
     * @param rpd requests a day
     */
    record Quota(long rpm, long rpd) {}

    /**
     * {@return a world in which a fifth more is wanted than minutes carry} A day is spent when fourteen of fifteen parts of its
     * time are over, if no minute is wasted: who wastes some of the minutes leaves some of the day.
     */
    static MidnightWorld scarce(Duration half) {
        long rpm = 10;
        long rpd = rpm * half.toMinutes() * 14 / 15;
        return new MidnightWorld(new Quota(rpm, rpd), (int) (PROJECTS * rpm * 6 / 5), half, Duration.ofSeconds(90));
    }

    /** {@return the same bustle with more quota than anybody wants, and callers that wait for long: to warm up in} */
    MidnightWorld plentiful(Duration length) {
        return new MidnightWorld(new Quota(PLENTY, PLENTY), perMinute, length, WARM_UP_PATIENCE);
    }

    /**
     * {@return the most replies that the quotas allow, whoever asks for them} Any span of time meets at most one minute more than
     * it has whole ones, each carries {@link Quota#rpm} calls of a project, and a day never more than {@link Quota#rpd}. Calls
     * are made from the first arrival until the last one's patience ends. It is an upper bound: nobody can have more, and perhaps
     * nobody can have as many.
     */
    long possible() {
        return PROJECTS * (most(half) + most(half.plus(patience)));
    }

    /** {@return the keys, one for each project} */
    List<String> keys() {
        return IntStream.range(0, PROJECTS).mapToObj(number -> "KEY-" + number).toList();
    }

    Instant start() {
        return MIDNIGHT.minus(half);
    }

    Instant midnight() {
        return MIDNIGHT;
    }

    long tpm() {
        return TOKENS_PER_MINUTE;
    }

    /**
     * {@return a Gemini in which these projects are}
     *
     * @param clock the time of this world
     * @param speed how much faster than the machine's it runs, which is what latencies are told in
     */
    GeminiSimulator gemini(InstantSource clock, int speed) {
        GeminiSimulatorBuilder gemini = GeminiSimulator.builder()
                .clock(clock)
                .latency(Latency.between(LEAST_LATENCY.dividedBy(speed), MOST_LATENCY.dividedBy(speed)));
        Limits limits = Limits.of(quota.rpm(), TOKENS_PER_MINUTE, quota.rpd());
        for (String key : keys()) {
            gemini.project(key, project -> project.key(key).model(MODEL, limits));
        }
        return gemini.start();
    }

    private long most(Duration span) {
        return Math.min(quota.rpd(), quota.rpm() * (span.toMinutes() + 1));
    }
}
