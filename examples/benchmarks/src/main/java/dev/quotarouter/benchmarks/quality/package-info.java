/** How well quotas are used: the router beside what one would take instead. */
@NullMarked
package dev.quotarouter.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
