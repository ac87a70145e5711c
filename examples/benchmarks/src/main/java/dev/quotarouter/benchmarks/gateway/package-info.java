/** What a gateway adds to a call: ours beside Portkey's, under the same load. */
@NullMarked
package dev.quotarouter.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
