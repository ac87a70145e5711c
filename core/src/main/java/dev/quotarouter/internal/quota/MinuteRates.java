package dev.quotarouter.internal.quota;

/** How fast the minute's limits let requests pass, and what that says of the minute and of the day. Guarded by the pool's lock. */
final class MinuteRates {
    private final Windows windows;
    private final MinuteRate requests = new MinuteRate();
    private final MinuteRate tokens = new MinuteRate();

    MinuteRates(Windows windows) {
        this.windows = windows;
    }

    /** The limits may have changed. */
    void limitsChanged() {
        requests.limit(windows.minuteRequests().limit().ours());
        tokens.limit(windows.minuteTokens().limit().ours());
    }

    /** {@return the fuller of the minute's shares, 0 to 1} */
    double utilization() {
        double ofRequests = requests.share(windows.minuteRequests().taken());
        double ofTokens = tokens.share(windows.minuteTokens().taken());
        return ofRequests > ofTokens ? ofRequests : ofTokens;
    }

    /** {@return what is left of the day, as the time in which the minutes would carry it, given how many tokens a request has} */
    double dayPaysMillis(double meanTokens, CalendarDay day) {
        double perRequest = Math.max(requests.millisPerUnit(), tokens.millisPerUnit() * meanTokens);
        double pays = payable(windows.dayRequests(), perRequest, day);
        return windows.dayTokens().limit().limit() == WindowLimit.UNKNOWN
                ? pays
                : Math.min(pays, payable(windows.dayTokens(), perRequest / meanTokens, day));
    }

    private static double payable(Window window, double millisPerUnit, CalendarDay day) {
        long limit = window.limit().limit();
        if (limit == WindowLimit.UNKNOWN) {
            return Double.MAX_VALUE; // Whatever the minutes carry, nobody knows of a day that could not pay for it.
        }
        double left = Math.max(0, limit - window.taken());
        // Without a limit per minute, the yardstick is the day's own pace.
        return left * (millisPerUnit > 0 ? millisPerUnit : (double) day.millis() / Math.max(1, limit));
    }
}
