/** What a decision costs, without a call: measured with JMH. */
@NullMarked
package dev.quotarouter.benchmarks.decision;

import org.jspecify.annotations.NullMarked;
