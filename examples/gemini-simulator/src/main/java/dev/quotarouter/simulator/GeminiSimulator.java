package dev.quotarouter.simulator;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import mockwebserver3.MockWebServer;

/**
 * A simulated Gemini Developer API: an HTTP server on the loopback address that keeps the books of its projects.
 *
 * <p>Thread-safe. The caller closes it.
 */
public final class GeminiSimulator implements AutoCloseable {
    private final MockWebServer server;
    private final URI url;
    private final GeminiBooks books;
    private final Faults faults;
    private final ModelVoice voice;
    private final CallLog log;
    private final GeminiDispatcher dispatcher;
    private final Switchboard switchboard;

    GeminiSimulator(
            MockWebServer server,
            GeminiBooks books,
            Faults faults,
            ModelVoice voice,
            CallLog log,
            GeminiDispatcher dispatcher,
            Switchboard switchboard) {
        this.server = server;
        this.books = books;
        this.faults = faults;
        this.voice = voice;
        this.log = log;
        this.dispatcher = dispatcher;
        this.switchboard = switchboard;
        url = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getPort());
    }

    /** {@return a builder of a world without projects} */
    public static GeminiSimulatorBuilder builder() {
        return new GeminiSimulatorBuilder();
    }

    /**
     * {@return a builder of two free projects, {@code project-1} with {@code KEY-1} and {@code project-2} with
     * {@code KEY-2}, each with the five models that Google gave away in September 2025 and their limits of then}
     */
    public static GeminiSimulatorBuilder classicWorld() {
        return builder().project("project-1", GeminiSimulator::classic).project("project-2", GeminiSimulator::classic);
    }

    private static void classic(ProjectBuilder project) {
        project.key(project.name().replace("project", "KEY"))
                .model("gemini-2.5-pro", Limits.of(5, 250_000, 100))
                .model("gemini-2.5-flash", Limits.of(10, 250_000, 250))
                .model("gemini-2.5-flash-lite", Limits.of(15, 250_000, 1_000))
                .model("gemini-2.0-flash", Limits.of(15, 1_000_000, 200))
                .model("gemini-2.0-flash-lite", Limits.of(30, 1_000_000, 200));
    }

    /** {@return what the model says unless told otherwise; for replies that only sometimes differ} */
    public static Function<SimulatedRequest, SimulatedReply> usualReplies() {
        return new DefaultReplies();
    }

    /** {@return the base address, without a path, such as {@code http://127.0.0.1:40123}} */
    public URI url() {
        return url;
    }

    /** Lets a fault begin; of several that concern a call, the oldest strikes. */
    public InjectedFault inject(Fault fault) {
        return faults.inject(requireNonNull(fault, "fault"));
    }

    /**
     * Closes so many new connections before a byte of a request is read. Whose request it is cannot be known then, and
     * nothing is recorded. Connections that are open already live on.
     *
     * @throws IllegalArgumentException if the number is negative; zero ends it
     */
    public void hangUpBeforeReading(int connections) {
        if (connections < 0) {
            throw new IllegalArgumentException("connections must not be negative, but are " + connections);
        }
        switchboard.hangUp(connections);
    }

    /** Ends all faults. */
    public void liftFaults() {
        switchboard.hangUp(0);
        faults.liftAll();
    }

    /** Changes what the model says from now on. If the function throws, the caller reads its exception in a 500. */
    public void replies(Function<SimulatedRequest, SimulatedReply> replies) {
        voice.replies(requireNonNull(replies, "replies"));
    }

    /**
     * Changes the limits of a project for a model; what was used stays used.
     *
     * @throws IllegalArgumentException if there is no such project or it has no such model
     */
    public void limits(String project, String model, Limits limits) {
        books.limits(project, model, limits);
    }

    /**
     * Books what others than the callers of this simulator use of a project.
     *
     * @throws IllegalArgumentException if there is no such project, it has no such model, or a number is negative
     */
    public void spend(String project, String model, long requests, long inputTokens) {
        books.spend(project, model, requests, inputTokens);
    }

    /** {@return every call to an endpoint, in the order in which they were answered} */
    public List<RecordedCall> calls() {
        return log.all();
    }

    /** Forgets the recorded calls, not what was used. */
    public void forgetCalls() {
        log.forget();
    }

    /**
     * {@return how the generating calls of a project to a model went, those to its aliases included}
     *
     * @throws IllegalArgumentException if there is no such project or it has no such model
     */
    public CallCounts counts(String project, String model) {
        return log.counts(project, books.baseModel(project, model));
    }

    /**
     * {@return the same for each day in Los Angeles that had a call}
     *
     * @throws IllegalArgumentException if there is no such project or it has no such model
     */
    public SortedMap<LocalDate, CallCounts> countsPerDay(String project, String model) {
        return log.countsPerDay(project, books.baseModel(project, model));
    }

    /**
     * {@return the most calls that came to the books in any 60 seconds, the refused ones included}
     *
     * @throws IllegalArgumentException if there is no such project or it has no such model
     */
    public long peakInAny60Seconds(String project, String model) {
        return log.peak(project, books.baseModel(project, model), call -> 1);
    }

    /**
     * {@return the most input tokens that came to the books in any 60 seconds, those of refused calls included}
     *
     * @throws IllegalArgumentException if there is no such project or it has no such model
     */
    public long peakTokensInAny60Seconds(String project, String model) {
        return log.peak(project, books.baseModel(project, model), RecordedCall::inputTokens);
    }

    /** {@return whether a key ever stood in a URL, good or bad, on any path} */
    public boolean keySeenInUrl() {
        return dispatcher.keySeenInUrl();
    }

    /** Closes the server and every connection, also those that are stalled or slow. Idempotent. */
    @Override
    public void close() {
        server.close();
    }
}
