/** Names in which stars stand for any text. */
@NullMarked
package dev.quotarouter.internal.name;

import org.jspecify.annotations.NullMarked;
