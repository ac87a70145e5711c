package dev.quotarouter.simulation;

import dev.quotarouter.chat.ChatRequest;

/** A prompt that says nothing but which request of the simulation it is: its tokens are a number elsewhere. Has no state. */
final class Prompt {
    private Prompt() {}

    static String of(int request) {
        return Integer.toString(request);
    }

    /** {@return the number of the request in a simulation} */
    static int number(ChatRequest request) {
        return Integer.parseInt(request.messages().get(0).text());
    }
}
