package dev.quotarouter.internal.assembly;

import dev.quotarouter.internal.quota.QuotaPool;

/**
 * A pool with the names it goes by.
 *
 * @param id its id in status
 * @param project the project's name
 * @param model the base model's name
 * @param pool the pool
 */
public record NamedPool(String id, String project, String model, QuotaPool pool) {}
