package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.quota.MinuteWindow;

/**
 * How quota is counted and spent.
 *
 * @param minuteWindow how the provider is taken to count a minute
 * @param countFailedCalls whether a call counts that the provider answered with an error
 * @param pacing whether a day's requests are spread over its hours
 */
public record QuotaSettings(MinuteWindow minuteWindow, boolean countFailedCalls, boolean pacing) {
    /** Safe whatever the provider does; nothing is held back for later. */
    public static final QuotaSettings DEFAULT = new QuotaSettings(MinuteWindow.ROLLING, true, false);

    /** Checks that nothing is null. */
    public QuotaSettings {
        requireNonNull(minuteWindow, "minuteWindow");
    }

    QuotaSettings minuteWindow(MinuteWindow window) {
        return new QuotaSettings(window, countFailedCalls, pacing);
    }

    QuotaSettings countFailedCalls(boolean count) {
        return new QuotaSettings(minuteWindow, count, pacing);
    }

    QuotaSettings pacing(boolean spread) {
        return new QuotaSettings(minuteWindow, countFailedCalls, spread);
    }
}
