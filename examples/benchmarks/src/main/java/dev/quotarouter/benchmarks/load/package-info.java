/** Callers that measure: contenders in processes of their own take turns, and what each turn gave is compared within its round. */
@NullMarked
package dev.quotarouter.benchmarks.load;

import org.jspecify.annotations.NullMarked;
