/** How a deployment is chosen among those with room. */
@NullMarked
package dev.quotarouter.routing;

import org.jspecify.annotations.NullMarked;
