package dev.quotarouter.simulator;

/** Uses count until the clock shows the next full minute. */
final class FixedMinute implements MinuteWindow {
    private long minute = Long.MIN_VALUE;
    private long used;

    @Override
    public long nanosUntilRoom(long now, long limit, long demand) {
        moveTo(now);
        return used + demand <= limit ? 0 : (minute + 1) * MINUTE - now;
    }

    @Override
    public void take(long now, long amount) {
        moveTo(now);
        used += amount;
    }

    private void moveTo(long now) {
        long current = Math.floorDiv(now, MINUTE);
        if (current > minute) {
            minute = current;
            used = 0;
        }
    }
}
