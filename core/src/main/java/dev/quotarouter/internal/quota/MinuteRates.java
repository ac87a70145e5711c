package dev.quotarouter.internal.quota;

/** How fast the minute's limits let requests pass, and what that says of the minute and of the day. Guarded by the pool's lock. */
final class MinuteRates {
    /** A day nobody knows is taken to pay for so many requests in each minute that is left of it. */
    private static final double USUAL_PACE = 5;

    /** A minute nobody knows is taken to carry so many requests, where it is compared with its day. */
    private static final double USUAL_MINUTE = 100;

    private final Windows windows;
    private final MinuteRate requests = new MinuteRate();
    private final MinuteRate tokens = new MinuteRate();
    private boolean isAnyDeclared;

    MinuteRates(Windows windows) {
        this.windows = windows;
    }

    /** The limits may have changed. */
    void limitsChanged() {
        requests.limit(windows.minuteRequests().limit().ours());
        tokens.limit(windows.minuteTokens().limit().ours());
        isAnyDeclared = windows.isAnyDeclared();
    }

    /** {@return the fuller of the minute's shares, 0 to 1} */
    double utilization() {
        double ofRequests = requests.share(windows.minuteRequests().taken());
        double ofTokens = tokens.share(windows.minuteTokens().taken());
        return ofRequests > ofTokens ? ofRequests : ofTokens;
    }

    /** {@return what is left of the day, as the time in which the minutes would carry it, given how many tokens a request has} */
    double dayPaysMillis(double meanTokens, CalendarDay day, long now) {
        double perRequest = millisPerRequest(meanTokens);
        double pays = windows.dayRequests().limit().limit() == WindowLimit.UNKNOWN
                ? unknownDayPays(perRequest, day.endsAt() - now)
                : payable(windows.dayRequests(), perRequest, day);
        return windows.dayTokens().limit().limit() == WindowLimit.UNKNOWN
                ? pays
                : Math.min(pays, payable(windows.dayTokens(), perRequest / meanTokens, day));
    }

    private double millisPerRequest(double meanTokens) {
        double known = Math.max(requests.millisPerUnit(), tokens.millisPerUnit() * meanTokens);
        return known > 0 || isAnyDeclared ? known : MinuteUses.SPAN_MILLIS / USUAL_MINUTE;
    }

    // Who declares a minute and no day knows of none that binds. Where nothing is declared there will be one, and what
    // has the smallest minute, which perishes, goes before what could carry a burst.
    private double unknownDayPays(double millisPerRequest, long millisLeft) {
        return isAnyDeclared ? Double.MAX_VALUE : millisPerRequest * USUAL_PACE * millisLeft / MinuteUses.SPAN_MILLIS;
    }

    private static double payable(Window window, double millisPerUnit, CalendarDay day) {
        long limit = window.limit().limit();
        double left = Math.max(0, limit - window.taken());
        // Without a limit per minute, the yardstick is the day's own pace.
        return left * (millisPerUnit > 0 ? millisPerUnit : (double) day.millis() / Math.max(1, limit));
    }
}
