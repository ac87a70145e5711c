package dev.quotarouter.simulator;

import java.time.Duration;

/** How an answer travels. */
sealed interface Delivery {
    /** As it should. */
    record Whole() implements Delivery {}

    /** The connection closes after half of the body. */
    record Truncated() implements Delivery {}

    /** The connection closes after the request was read, before a byte of the answer. */
    record Dropped() implements Delivery {}

    /** The first byte comes later by this much. */
    record Late(Duration delay) implements Delivery {}

    /** The body trickles in over this much time. */
    record Slow(Duration time) implements Delivery {}

    /** Nothing ever comes; the connection stays open. */
    record Stalled() implements Delivery {}

    /** A stream ends after its first event with an error; an answer in one piece becomes the error. */
    record BrokenStream(GeminiError error) implements Delivery {}
}
