package dev.quotarouter.cli.batch;

import dev.quotarouter.chat.ChatRequest;

/** What a line of the input says. */
sealed interface LineContent {
    /** {@return which line it is} */
    LineId id();

    /**
     * Something to ask.
     *
     * @param request the chat
     */
    record Asked(LineId id, ChatRequest request) implements LineContent {}

    /**
     * Something that cannot be asked.
     *
     * @param problem what is wrong and what to write instead; nothing of the line's contents
     */
    record Bad(LineId id, String problem) implements LineContent {}
}
