/** Gemini over HTTP: begin at {@link dev.quotarouter.gemini.GeminiProvider}. */
@NullMarked
package dev.quotarouter.gemini;

import org.jspecify.annotations.NullMarked;
