/** Who may serve now: what a name stands for, who is fit, who is chosen, who waits. */
@NullMarked
package dev.quotarouter.internal.admission;

import org.jspecify.annotations.NullMarked;
