package dev.quotarouter.benchmarks.call;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.QuotaRouterBuilder;
import dev.quotarouter.benchmarks.load.Reply;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import tools.jackson.databind.json.JsonMapper;

/** The chat that all contenders have, and the router that some of them have it through. */
public final class LibraryChat {
    /** The model, by Gemini's name. */
    public static final String MODEL = "gemini-2.5-flash";

    /** The model group that routers know it by. */
    public static final String GROUP = "chat";

    /** The request. */
    public static final ChatRequest REQUEST = ChatRequest.builder(GROUP)
            .system("You are a friendly librarian. Answer briefly, and name your sources.")
            .user("Which is the oldest library that is still in use? ".repeat(10))
            .assistant("That depends on what counts as a library and as use. ".repeat(10))
            .user("Count only those that lend books to this day, and say since when. ".repeat(10))
            .temperature(0.2)
            .maxOutputTokens(2_048)
            .build();

    /** How many keys a router chooses among. */
    public static final int DEPLOYMENTS = 10;

    private static final long ENDLESS = 1_000_000_000_000L;

    private LibraryChat() {}

    /** {@return what goes to Gemini for it} */
    public static byte[] geminiBody() {
        return new GeminiTree(JsonMapper.shared()).request(REQUEST);
    }

    /** {@return a router with ten deployments whose quota does not end} */
    public static QuotaRouter router(GeminiProvider provider) {
        QuotaRouterBuilder builder = QuotaRouter.builder().provider(provider);
        for (int i = 0; i < DEPLOYMENTS; i++) {
            builder.deployment(Deployment.builder(GROUP, "gemini/" + MODEL)
                    .apiKey(new ApiKey("key-" + i, "secret-" + i))
                    .rpm(ENDLESS)
                    .tpm(ENDLESS)
                    .rpd(ENDLESS)
                    .build());
        }
        return builder.build();
    }

    /** {@return what our response says} */
    static Reply reply(ChatResponse response) {
        return new Reply(
                response.text(),
                response.usage().inputTokens(),
                response.usage().outputTokens());
    }
}
