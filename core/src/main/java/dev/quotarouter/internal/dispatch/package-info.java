/** One request from start to end: the session that decides, and the drivers that carry its steps out. */
@NullMarked
package dev.quotarouter.internal.dispatch;

import org.jspecify.annotations.NullMarked;
