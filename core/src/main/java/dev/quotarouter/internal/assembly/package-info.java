/** What a configuration says, turned into the parts that work: books by what they are about, slots over them, and the names that lead there. */
@NullMarked
package dev.quotarouter.internal.assembly;

import org.jspecify.annotations.NullMarked;
