/** A server that answers at once, in a process of its own. */
@NullMarked
package dev.quotarouter.benchmarks.loopback;

import org.jspecify.annotations.NullMarked;
