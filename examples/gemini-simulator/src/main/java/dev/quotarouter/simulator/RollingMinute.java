package dev.quotarouter.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** Every use counts for exactly 60 seconds. */
final class RollingMinute implements MinuteWindow {
    private final Deque<Use> uses = new ArrayDeque<>();
    private long used;

    @Override
    public long nanosUntilRoom(long now, long limit, long demand) {
        forgetUntil(now);
        long left = used;
        long wait = 0;
        for (Use use : uses) {
            if (left + demand <= limit) {
                break;
            }
            left -= use.amount();
            wait = use.at() + MINUTE - now;
        }
        return wait;
    }

    @Override
    public void take(long now, long amount) {
        forgetUntil(now);
        uses.addLast(new Use(now, amount));
        used += amount;
    }

    private void forgetUntil(long now) {
        while (!uses.isEmpty() && now - uses.getFirst().at() >= MINUTE) {
            used -= uses.removeFirst().amount();
        }
    }

    private record Use(long at, long amount) {}
}
