package dev.quotarouter.cli;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One chat of the demo.
 *
 * @param request what is asked
 * @param pause how long after the chat before it, in the demo's time
 */
record DemoChat(ChatRequest request, Duration pause) {
    private static final Tool WEATHER = Tool.function(
            "get_weather",
            "Tells the weather of a city.",
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}");

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration HURRY = Duration.ofSeconds(2);

    /** {@return a burst that fits into a minute, then some in a hurry and some that can wait} */
    static List<DemoChat> burst(int chats, int inHurry, int patient) {
        List<DemoChat> all = new ArrayList<>();
        for (int i = 0; i < chats; i++) {
            all.add(new DemoChat(request(i, PATIENCE), Duration.ofMillis(200)));
        }
        for (int i = 0; i < inHurry; i++) {
            all.add(new DemoChat(request(chats + i, HURRY), Duration.ofMillis(100)));
        }
        for (int i = 0; i < patient; i++) {
            all.add(new DemoChat(request(chats + inHurry + i, PATIENCE), Duration.ofMillis(100)));
        }
        return all;
    }

    boolean wantsTool() {
        return !request.tools().isEmpty();
    }

    private static ChatRequest request(int number, Duration deadline) {
        ChatRequest.Builder request = ChatRequest.builder("gpt-4").deadline(deadline);
        return number % 3 == 0
                ? request.tool(WEATHER).user("What is the weather in Paris?").build()
                : request.user("Say the number " + number + ".").build();
    }
}
