/** What calls cost, and what they may cost. Money is counted in picodollars, so that it adds up exactly. */
@NullMarked
package dev.quotarouter.internal.budget;

import org.jspecify.annotations.NullMarked;
