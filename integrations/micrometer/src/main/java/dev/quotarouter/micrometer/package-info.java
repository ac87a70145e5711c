/** Metrics and observations of a router, by Micrometer. */
@NullMarked
package dev.quotarouter.micrometer;

import org.jspecify.annotations.NullMarked;
