/** What the router costs: a decision, and a whole call beside one written by hand. */
@NullMarked
package dev.quotarouter.benchmarks;

import org.jspecify.annotations.NullMarked;
