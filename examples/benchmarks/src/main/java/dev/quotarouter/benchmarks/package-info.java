/** The command that measures what the router costs and what it is worth, beside what a user would take instead. */
@NullMarked
package dev.quotarouter.benchmarks;

import org.jspecify.annotations.NullMarked;
