/** How well quotas are used, and at the price of how many refused calls. */
@NullMarked
package dev.quotarouter.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
