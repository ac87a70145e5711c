/** The extension point for what is remembered beyond a router's life, and the store that keeps it in a file. */
@NullMarked
package dev.quotarouter.store;

import org.jspecify.annotations.NullMarked;
