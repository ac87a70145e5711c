/** What a router tells those who listen: every decision and every change of what it knows, as values. */
@NullMarked
package dev.quotarouter.event;

import org.jspecify.annotations.NullMarked;
