/**
 * A file of requests answered through all the keys. {@link dev.quotarouter.cli.batch.BatchRun} is where it begins; it knows
 * the router's public face only, and time comes in from outside.
 */
@NullMarked
package dev.quotarouter.cli.batch;

import org.jspecify.annotations.NullMarked;
