/** Quotas as plain values. */
@NullMarked
package dev.quotarouter.quota;

import org.jspecify.annotations.NullMarked;
