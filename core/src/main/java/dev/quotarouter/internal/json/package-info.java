/** JSON that travels as text. */
@NullMarked
package dev.quotarouter.internal.json;

import org.jspecify.annotations.NullMarked;
