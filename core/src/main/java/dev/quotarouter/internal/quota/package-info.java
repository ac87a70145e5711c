/** The books of what was used: pools, their windows, and what attempts hold of them. */
@NullMarked
package dev.quotarouter.internal.quota;

import org.jspecify.annotations.NullMarked;
