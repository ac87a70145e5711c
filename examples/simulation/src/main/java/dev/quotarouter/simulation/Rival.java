package dev.quotarouter.simulation;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Who has the chats of a world in the router's place, to be held against it. */
@FunctionalInterface
public interface Rival {
    /**
     * {@return who is asked from now on; every future is completed in the end, exceptionally where there is no reply}
     *
     * @param world what there is to work with
     */
    Function<ChatRequest, CompletableFuture<ChatResponse>> open(Surroundings world);

    /**
     * What a rival has to work with: the same that the router has. Everything happens on one thread.
     *
     * @param config what it is told
     * @param model what will be asked for
     * @param provider the simulated Gemini, which knows asynchronous chats only
     * @param time the clock, which stands while something happens
     * @param scheduler how to wait
     * @param chance all that is left to chance
     */
    record Surroundings(
            RouterConfig config,
            String model,
            ChatProvider provider,
            TimeSource time,
            Scheduler scheduler,
            RandomGenerator chance) {}
}
