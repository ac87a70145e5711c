package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.MinuteWindow;
import java.time.ZoneId;

/**
 * How a pool counts.
 *
 * @param zone at whose midnight the day ends
 * @param minuteWindow how the provider is taken to count a minute
 * @param pacing whether the day's requests are spread over its hours
 */
public record QuotaRules(ZoneId zone, MinuteWindow minuteWindow, boolean pacing) {
    /** Rules that are safe whatever the provider does, and spread nothing. */
    public static QuotaRules of(ZoneId zone) {
        return new QuotaRules(zone, MinuteWindow.ROLLING, false);
    }
}
