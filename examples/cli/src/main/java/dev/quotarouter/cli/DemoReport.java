package dev.quotarouter.cli;

import dev.quotarouter.RouterStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * What the demo came to.
 *
 * @param status the router's, at the end
 * @param tally how the chats ended
 * @param refused how many calls the provider's own books refused; empty if they cannot be seen
 */
record DemoReport(RouterStatus status, DemoTally tally, OptionalLong refused) {
    List<String> lines() {
        TextTable calls = new TextTable("DEPLOYMENT", "CALLS");
        status.deployments().forEach(one -> calls.row(one.id(), String.valueOf(tally.calls(one.id()))));
        List<String> lines = new ArrayList<>(calls.lines());
        lines.add("");
        lines.add("Chats by attempts: "
                + tally.chatsByAttempts().entrySet().stream()
                        .map(entry -> entry.getValue() + " with " + entry.getKey())
                        .collect(Collectors.joining(", ")));
        lines.add("Calls that failed: " + counts(tally.failedCalls()));
        lines.add("Sent away by the router: " + counts(tally.failedChats()));
        lines.add("Waited for room: " + tally.waits() + " chats, the longest "
                + tally.longestWait().toSeconds() + " s");
        lines.add(verdict());
        return lines;
    }

    private String verdict() {
        return "Verdict: " + tally.ended() + " chats, " + tally.replies() + " replies, " + tally.toolCalls() + " of "
                + tally.toolChats() + " tool chats called the tool"
                + (refused.isPresent() ? ", " + refused.getAsLong() + " calls refused for quota by Gemini" : "") + ".";
    }

    private static String counts(Map<String, LongAdder> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + words(entry.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static String words(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }
}
