package dev.quotarouter.cli.batch;

import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.util.concurrent.Executor;

/**
 * Time, and the thread that a batch runs on. The clocks are those of the router.
 *
 * @param time what time it is
 * @param scheduler how to wait
 * @param executor where the batch does its work, file and decisions; never more than one task of a batch at a time
 */
public record Clockwork(TimeSource time, Scheduler scheduler, Executor executor) {}
