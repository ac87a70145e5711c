package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;

/**
 * A window that was full for the provider while it was not by our count: someone else uses it, too.
 *
 * @param dimension what it counts
 * @param span over which time
 * @param limit its limit, as declared or named
 * @param used what we had used of it ourselves
 */
record Shortfall(QuotaDimension dimension, QuotaSpan span, long limit, long used) {}
