/** What an adapter to a vendor implements. */
@NullMarked
package dev.quotarouter.provider;

import org.jspecify.annotations.NullMarked;
