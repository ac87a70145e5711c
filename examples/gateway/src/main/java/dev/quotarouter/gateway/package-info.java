/** An HTTP gateway in front of a router, for curl and for clients that speak OpenAI. Begin with {@link Gateway#start}. */
@NullMarked
package dev.quotarouter.gateway;

import org.jspecify.annotations.NullMarked;
