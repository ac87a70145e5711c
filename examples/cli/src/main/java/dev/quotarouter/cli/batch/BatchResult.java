package dev.quotarouter.cli.batch;

import java.util.Optional;

/**
 * How a run ended.
 *
 * @param replied how many lines have their reply, those of earlier runs included
 * @param failed how many have failed
 * @param left how many have neither: the run was stopped, or it broke
 * @param broken why it could not go on; empty if nothing kept it
 * @param lost how many replies came that could not be written down
 */
public record BatchResult(long replied, long failed, long left, Optional<Exception> broken, int lost) {}
