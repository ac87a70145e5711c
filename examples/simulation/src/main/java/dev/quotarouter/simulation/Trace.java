package dev.quotarouter.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Requests as they once came. A line is one request: when, then, if known, the input tokens and the milliseconds until the reply,
 * with commas between. When is an instant such as {@code 2026-03-02T09:15:00Z} or a number of seconds from the first request
 * on. Empty lines, and lines that begin with {@code #}, say nothing.
 *
 * @param entries the requests, in the order of their arrival; their times count from the first
 */
public record Trace(List<Entry> entries) {
    /**
     * One request.
     *
     * @param millis when it comes, after the first
     * @param tokens its input tokens; empty if unknown
     * @param replyMillis how long the reply took; empty if unknown
     */
    public record Entry(long millis, OptionalLong tokens, OptionalLong replyMillis) {}

    /**
     * Sorts the requests.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Trace {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a trace needs a request");
        }
        long first = entries.stream().mapToLong(Entry::millis).min().getAsLong();
        entries = entries.stream()
                .map(entry -> new Entry(entry.millis - first, entry.tokens, entry.replyMillis))
                .sorted(Comparator.comparingLong(Entry::millis))
                .toList();
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line is none; the message says which and why
     */
    public static Trace read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                entries.add(entry(line, file + ":" + number));
            }
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException(file + ": there is no request in it");
        }
        return new Trace(entries);
    }

    void addTo(Requests.Builder requests, long length, Traffic usual, RandomGenerator random) {
        for (Entry entry : entries) {
            if (entry.millis < length) {
                requests.add(
                        entry.millis,
                        entry.tokens.orElseGet(() -> usual.tokens().draw(random)),
                        entry.replyMillis.orElseGet(() -> usual.replyMillis().draw(random)));
            }
        }
    }

    private static Entry entry(String line, String place) {
        List<String> fields =
                List.of(line.split(",", -1)).stream().map(String::strip).toList();
        try {
            return new Entry(
                    millis(fields.get(0)),
                    fields.size() > 1 ? count(fields.get(1)) : OptionalLong.empty(),
                    fields.size() > 2 ? count(fields.get(2)) : OptionalLong.empty());
        } catch (DateTimeException | NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    place + ": write an instant or seconds, then tokens, then milliseconds of the reply,"
                            + " such as 2026-03-02T09:15:00Z,1200,2500",
                    malformed);
        }
    }

    private static long millis(String when) {
        if (when.indexOf('T') > 0) {
            return Instant.parse(when).toEpochMilli();
        }
        double seconds = Double.parseDouble(when);
        if (!Double.isFinite(seconds)) {
            throw new NumberFormatException("not a number of seconds");
        }
        return Math.round(seconds * 1_000);
    }

    private static OptionalLong count(String number) {
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        int count = Integer.parseInt(number);
        if (count < 0) {
            throw new NumberFormatException("less than nothing");
        }
        return OptionalLong.of(count);
    }
}
