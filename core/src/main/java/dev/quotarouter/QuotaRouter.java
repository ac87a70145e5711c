package dev.quotarouter;

import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.event.RouterListener;
import dev.quotarouter.provider.ModelInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answers chats through the deployment with the most room, and never calls one that it knows would refuse.
 *
 * <p>Make one for the whole application, share it among all threads, and close it at the end. It starts no threads. An
 * interface, so that applications can fake it.
 */
public interface QuotaRouter extends AutoCloseable {
    /**
     * {@return a router as the file describes it}
     *
     * @param file a YAML file in the form of LiteLLM's {@code config.yaml}
     * @throws dev.quotarouter.error.ConfigException if the file cannot be read or has mistakes: all of them, each with its
     *     line
     */
    static QuotaRouter load(Path file) {
        return builder().config(file).build();
    }

    /** {@return a builder without deployments} */
    static QuotaRouterBuilder builder() {
        return new QuotaRouterBuilder();
    }

    /**
     * Answers the request on the caller's thread. Waits, where all who could answer are busy, for the instant at which one is
     * free again, unless that is later than the request's deadline.
     *
     * <p>When the thread is interrupted the chat is broken off and the thread's interrupt status stays set.
     *
     * @return the reply, with every attempt that led to it
     * @throws dev.quotarouter.error.QuotaExhaustedException if nobody has quota left in time; it says from when on
     * @throws dev.quotarouter.error.AttemptsFailedException if the calls that were made failed and none is left to make
     * @throws dev.quotarouter.error.DeadlineExceededException if the request's deadline passed
     * @throws dev.quotarouter.error.InvalidRequestException if the provider refused the request itself
     * @throws dev.quotarouter.error.ContextWindowExceededException if the prompt is too long for every model
     * @throws dev.quotarouter.error.ContentBlockedException if prompt or reply were blocked
     * @throws dev.quotarouter.error.NoSuitableDeploymentException if the model is unknown, or nobody can do what is asked
     * @throws dev.quotarouter.error.ChatCancelledException if the thread was interrupted, or the router was closed meanwhile
     * @throws IllegalStateException if the router is closed
     */
    ChatResponse chat(ChatRequest request);

    /**
     * Answers the request without holding a thread. Cancelling the future breaks the chat off.
     *
     * <p>The future completes on a thread of the provider's or of the scheduler's: do nothing long in what depends on it, or
     * use the {@code …Async} forms.
     *
     * @return the reply to come, or the exceptions of {@link #chat}
     * @throws IllegalStateException if the router is closed
     */
    CompletableFuture<ChatResponse> chatAsync(ChatRequest request);

    /**
     * Answers the request on the caller's thread while the reply is being written. Returns as soon as it has begun: what goes
     * wrong before that, be it an empty reply, fails over like any other failure.
     *
     * <p>The request's deadline bounds the stream to its last chunk, if the caller has set one; otherwise a stream may go on
     * for as long as it is never silent for longer than {@code stream_timeout}.
     *
     * @return the reply to read; close it
     * @throws dev.quotarouter.error.RouterException as {@link #chat} does
     * @throws IllegalStateException if the router is closed
     */
    ChatStream stream(ChatRequest request);

    /**
     * Answers the request without holding a thread, while the reply is being written: as fast as the subscriber asks for it.
     *
     * @return the reply for one subscriber, who gets the exceptions of {@link #chat}, and those of {@link ChatStream#response}
     * @throws IllegalStateException if the router is closed
     */
    ChatPublisher streamAsync(ChatRequest request);

    /**
     * {@return where the request would go now, and for every other deployment why not} Nothing is called, taken or counted.
     *
     * @throws dev.quotarouter.error.NoSuitableDeploymentException if the model is unknown
     */
    RouteExplanation explain(ChatRequest request);

    /**
     * {@return how many input tokens a provider counts for the request, exactly} Asks a deployment that could answer it; costs
     * none of the quota that chats use. {@link #explain} gives the estimate that the router reckons with, without a call.
     *
     * @throws dev.quotarouter.error.NoSuitableDeploymentException if the model is unknown, or nobody can do what is asked
     * @throws dev.quotarouter.error.InvalidRequestException if the provider refuses the request
     * @throws dev.quotarouter.error.AttemptsFailedException if nobody answers
     * @throws dev.quotarouter.error.ChatCancelledException if the thread was interrupted
     * @throws IllegalStateException if the router is closed
     */
    long countTokens(ChatRequest request);

    /**
     * {@return the models that the keys of a provider open, each once, with their limits} Costs none of the quota that chats
     * use; the provider may answer from a list that it fetched before.
     *
     * @param provider the provider's name, as in the prefix of its models: {@code gemini}
     * @throws dev.quotarouter.error.NoSuitableDeploymentException if no deployment is of this provider
     * @throws dev.quotarouter.error.AttemptsFailedException if nobody answers
     * @throws dev.quotarouter.error.ChatCancelledException if the thread was interrupted
     * @throws IllegalStateException if the router is closed
     */
    List<ModelInfo> models(String provider);

    /** {@return what every deployment and every quota is at, now} */
    RouterStatus status();

    /**
     * Lets a key or a project be used again that the provider had rejected, for somebody has acted.
     *
     * @param name what the key or the project is called
     * @return whether one of that name was blocked
     */
    boolean unblock(String name);

    /** From now on the listener, too, is told what happens here. */
    void listen(RouterListener listener);

    /**
     * Puts another configuration to work. What was counted and learned stays, cooldowns go on, and whoever waits goes on waiting, by
     * what holds now; calls under way end as they began. A deployment is the same as before if it calls the same model with the
     * same key at the same address, whatever else is said of it. A key that goes by the name of one that is gone takes its
     * project's quota over.
     *
     * <p>May ask a provider for its models, where a star stands for them. The usage store, and a file it is kept in, stay as they
     * were when the router was built.
     *
     * @throws dev.quotarouter.error.ConfigException if the configuration cannot be served: then nothing has changed
     */
    void reload(RouterConfig config);

    /**
     * Puts what the file says to work, as {@link #reload(RouterConfig)} does. Secrets come from where the builder was told to look
     * them up.
     *
     * @throws dev.quotarouter.error.ConfigException if the file cannot be read or served: then nothing has changed
     */
    void reload(Path file);

    /**
     * Ends the router: no new chats, those that wait are sent away. Closes the providers it found itself, which breaks their
     * calls off; calls of providers it was given come to their own end. Idempotent.
     */
    @Override
    void close();
}
