/**
 * A Gemini to test against: a real HTTP server that keeps real books and answers like the Gemini Developer API.
 *
 * <pre>{@code
 * try (GeminiSimulator gemini = GeminiSimulator.builder()
 *         .project("team-a", project -> project
 *                 .key("KEY-1")
 *                 .model("gemini-2.5-pro", Limits.of(5, 250_000, 100)))
 *         .start()) {
 *     gemini.inject(Fault.of(GeminiError.OVERLOADED).onModel("gemini-2.5-pro").times(2));
 *
 *     // point the client under test to gemini.url() and let it call with x-goog-api-key: KEY-1
 *
 *     assertThat(gemini.counts("team-a", "gemini-2.5-pro").refused()).isZero();
 *     assertThat(gemini.peakInAny60Seconds("team-a", "gemini-2.5-pro")).isLessThanOrEqualTo(5);
 * }
 * }</pre>
 *
 * <p>It shares no code with the router, so that each is a check of the other. Never give it a real key.
 */
@NullMarked
package dev.quotarouter.simulator;

import org.jspecify.annotations.NullMarked;
