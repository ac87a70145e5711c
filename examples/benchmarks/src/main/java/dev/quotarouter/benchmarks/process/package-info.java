/** Processes beside this one: what is measured is alone in its own. */
@NullMarked
package dev.quotarouter.benchmarks.process;

import org.jspecify.annotations.NullMarked;
