package dev.quotarouter.gemini;

import java.util.concurrent.ThreadLocalRandom;

/** Names for calls that Gemini gave none: models before Gemini 3 never do. Made-up names are never sent back. */
final class ToolCallIds {
    private static final String PREFIX = "quotarouter-";

    private ToolCallIds() {}

    /** {@return a name that is most likely unique in the conversation, too} */
    static String makeUp() {
        return PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /** {@return whether the name came from {@link #makeUp()} rather than from Gemini or another provider} */
    static boolean isMadeUp(String id) {
        return id.startsWith(PREFIX);
    }
}
