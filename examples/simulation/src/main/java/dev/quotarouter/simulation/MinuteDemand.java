package dev.quotarouter.simulation;

import java.util.Arrays;

/**
 * The requests of a segment, by the minutes in which they can be called for: how many may first be called in a minute and last
 * in one so many minutes later. Not thread-safe; filled anew for each segment.
 */
final class MinuteDemand {
    private static final long MINUTE = 60_000;

    private final Requests requests;
    private final long largestPrompt;
    private final int width;
    private int[] counts = new int[0];
    private int next;
    private int firstRequest;

    /**
     * Nothing yet.
     *
     * @param largestPrompt requests with more tokens than this are served by nobody
     */
    MinuteDemand(Requests requests, long largestPrompt) {
        this.requests = requests;
        this.largestPrompt = largestPrompt;
        width = Math.toIntExact(requests.patience().toMillis() / MINUTE + 2);
    }

    /** Takes the requests that arrive before the segment's end and were not taken by an earlier one. */
    void take(Segment segment) {
        counts = new int[segment.minutes() * width];
        firstRequest = next;
        while (next < requests.size() && minute(requests.arrival(next)) < segment.toMinute()) {
            if (canBeServed(next)) {
                int from = minute(requests.arrival(next));
                int to = minute(requests.latestStart(next));
                counts[(from - segment.fromMinute()) * width + to - from]++;
            }
            next++;
        }
    }

    /** {@return how many minutes a request can be called for at most} */
    int width() {
        return width;
    }

    /** {@return how many can first be called in the minute and last so many minutes later} */
    int count(int minute, int later) {
        return counts[minute * width + later];
    }

    /** {@return the tokens of the requests that arrive in a stretch of the segment and can be served at all, smallest first} */
    long[] tokens(int fromMinute, int toMinute) {
        long[] tokens = new long[next - firstRequest];
        int size = 0;
        for (int request = firstRequest; request < next; request++) {
            int minute = minute(requests.arrival(request));
            if (minute >= fromMinute && minute < toMinute && canBeServed(request)) {
                tokens[size++] = requests.tokens(request);
            }
        }
        long[] sorted = Arrays.copyOf(tokens, size);
        Arrays.sort(sorted);
        return sorted;
    }

    private boolean canBeServed(int request) {
        return requests.tokens(request) <= largestPrompt && requests.latestStart(request) >= requests.arrival(request);
    }

    private static int minute(long millis) {
        return Math.toIntExact(millis / MINUTE);
    }
}
