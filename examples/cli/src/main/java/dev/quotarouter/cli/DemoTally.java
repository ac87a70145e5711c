package dev.quotarouter.cli;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.error.RouterException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts how the demo's chats end. Thread-safe; exact once no chat is under way. */
final class DemoTally {
    /** Less is the machine's own time, not a wait for room. */
    private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger replies = new AtomicInteger();
    private final AtomicInteger toolChats = new AtomicInteger();
    private final AtomicInteger toolCalls = new AtomicInteger();
    private final AtomicInteger waits = new AtomicInteger();
    private final AtomicLong longestWait = new AtomicLong();
    private final Map<Integer, LongAdder> chatsByAttempts = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> callsByDeployment = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failedCalls = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> failedChats = new ConcurrentSkipListMap<>();

    void replied(List<Attempt> attempts, boolean wantedTool, boolean calledTool, Duration took) {
        replies.incrementAndGet();
        if (wantedTool) {
            toolChats.incrementAndGet();
            toolCalls.addAndGet(calledTool ? 1 : 0);
        }
        count(attempts, took);
    }

    void failed(RouterException failure, Duration took) {
        add(failedChats, failure.getClass().getSimpleName().replace("Exception", ""));
        count(failure.attempts(), took);
    }

    int ended() {
        return ended.get();
    }

    int replies() {
        return replies.get();
    }

    int toolChats() {
        return toolChats.get();
    }

    int toolCalls() {
        return toolCalls.get();
    }

    int waits() {
        return waits.get();
    }

    Duration longestWait() {
        return Duration.ofMillis(longestWait.get());
    }

    long calls(String deployment) {
        LongAdder calls = callsByDeployment.get(deployment);
        return calls == null ? 0 : calls.sum();
    }

    Map<Integer, LongAdder> chatsByAttempts() {
        return chatsByAttempts;
    }

    Map<String, LongAdder> failedCalls() {
        return failedCalls;
    }

    Map<String, LongAdder> failedChats() {
        return failedChats;
    }

    private void count(List<Attempt> attempts, Duration took) {
        Duration calling = Duration.ZERO;
        for (Attempt attempt : attempts) {
            calling = calling.plus(attempt.duration());
            add(callsByDeployment, attempt.deployment());
            attempt.failure().ifPresent(kind -> add(failedCalls, kind.name()));
        }
        Duration waited = took.minus(calling);
        if (waited.compareTo(LEAST_WAIT) > 0) {
            waits.incrementAndGet();
            longestWait.accumulateAndGet(waited.toMillis(), Math::max);
        }
        add(chatsByAttempts, attempts.size());
        ended.incrementAndGet();
    }

    private static <K> void add(Map<K, LongAdder> counts, K key) {
        counts.computeIfAbsent(key, fresh -> new LongAdder()).increment();
    }
}
