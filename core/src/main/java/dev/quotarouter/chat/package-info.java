/** Requests and replies: plain values that know nothing of routing. */
@NullMarked
package dev.quotarouter.chat;

import org.jspecify.annotations.NullMarked;
