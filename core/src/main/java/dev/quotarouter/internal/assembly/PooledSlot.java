package dev.quotarouter.internal.assembly;

import dev.quotarouter.internal.admission.Slot;

/**
 * A slot with the pool that it draws from.
 *
 * @param slot the slot
 * @param pool its pool, with the names that it goes by
 */
public record PooledSlot(Slot slot, NamedPool pool) {}
