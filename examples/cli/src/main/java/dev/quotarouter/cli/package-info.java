/** The router on the command line. {@link dev.quotarouter.cli.QuotaRouterProgram} is where it begins. */
@NullMarked
package dev.quotarouter.cli;

import org.jspecify.annotations.NullMarked;
