/** The router: begin with {@code QuotaRouter}. */
@NullMarked
package dev.quotarouter;

import org.jspecify.annotations.NullMarked;
