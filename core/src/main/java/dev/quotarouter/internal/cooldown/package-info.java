/** The books of what went wrong: who rests until when, and who is shut out. */
@NullMarked
package dev.quotarouter.internal.cooldown;

import org.jspecify.annotations.NullMarked;
