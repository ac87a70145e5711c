/** What deployments are doing at the moment, and how fast they have lately been. */
@NullMarked
package dev.quotarouter.internal.load;

import org.jspecify.annotations.NullMarked;
