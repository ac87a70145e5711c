package dev.quotarouter.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Every call, and what can be said about them. Thread-safe; counting works on a copy and holds nobody up. */
final class CallLog {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final List<RecordedCall> calls = new ArrayList<>();

    void add(RecordedCall call) {
        lock.lock();
        try {
            calls.add(call);
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            calls.clear();
        } finally {
            lock.unlock();
        }
    }

    List<RecordedCall> all() {
        lock.lock();
        try {
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    CallCounts counts(String project, String baseModel) {
        return CallCounts.of(uses(project, baseModel));
    }

    SortedMap<LocalDate, CallCounts> countsPerDay(String project, String baseModel) {
        return uses(project, baseModel).stream()
                .collect(Collectors.groupingBy(
                        call -> LocalDate.ofInstant(call.at(), DayCount.ZONE),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), CallCounts::of)));
    }

    /** {@return the greatest sum in any 60 seconds, of which the first instant belongs to them and the last does not} */
    long peak(String project, String baseModel, ToLongFunction<RecordedCall> amount) {
        List<RecordedCall> uses = uses(project, baseModel).stream()
                .filter(RecordedCall::cameToTheBooks)
                .sorted(Comparator.comparing(RecordedCall::at))
                .toList();
        long sum = 0;
        long peak = 0;
        int oldest = 0;
        for (RecordedCall use : uses) {
            sum += amount.applyAsLong(use);
            Instant start = use.at().minus(MINUTE);
            while (!uses.get(oldest).at().isAfter(start)) {
                sum -= amount.applyAsLong(uses.get(oldest++));
            }
            peak = Math.max(peak, sum);
        }
        return peak;
    }

    private List<RecordedCall> uses(String project, String baseModel) {
        return all().stream().filter(call -> call.used(project, baseModel)).toList();
    }
}
