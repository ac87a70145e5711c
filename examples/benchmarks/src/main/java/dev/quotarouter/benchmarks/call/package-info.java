/** What a whole call costs, beside the same call by hand and through other libraries. */
@NullMarked
package dev.quotarouter.benchmarks.call;

import org.jspecify.annotations.NullMarked;
