/** The doors to clock and waiting. */
@NullMarked
package dev.quotarouter.time;

import org.jspecify.annotations.NullMarked;
