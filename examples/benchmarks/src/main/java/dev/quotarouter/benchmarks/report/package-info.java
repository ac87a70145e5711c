/** What every part of the benchmarks gives: tables, pictures and samples, and the files that they are written to. */
@NullMarked
package dev.quotarouter.benchmarks.report;

import org.jspecify.annotations.NullMarked;
