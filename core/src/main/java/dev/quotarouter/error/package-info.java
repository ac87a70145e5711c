/** What the router throws. */
@NullMarked
package dev.quotarouter.error;

import org.jspecify.annotations.NullMarked;
