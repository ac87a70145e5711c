/** OpenAI's chat completions as text: requests in; replies, streams and errors out. */
@NullMarked
package dev.quotarouter.openai;

import org.jspecify.annotations.NullMarked;
