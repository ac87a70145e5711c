package dev.quotarouter.simulator;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;

/** Describes a simulated Gemini and starts it. Not thread-safe. */
public final class GeminiSimulatorBuilder {
    /** Held here, as the logging system forgets the level of a logger that nobody holds. */
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    private final Map<String, ProjectBuilder> projects = new LinkedHashMap<>();
    private InstantSource clock = InstantSource.system();
    private int port;
    private Latency latency = Latency.NONE;
    private long seed = 1;
    private MinuteRule minuteRule = MinuteRule.ROLLING;
    private RetryHint retryHint = RetryHint.EXACT;
    private boolean failedCallsCount = true;
    private boolean refusedCallsCount;
    private Function<SimulatedRequest, SimulatedReply> replies = new DefaultReplies();

    GeminiSimulatorBuilder() {}

    /** Adds a project, or describes more of it if there is one of this name. */
    public GeminiSimulatorBuilder project(String name, Consumer<ProjectBuilder> description) {
        description.accept(projects.computeIfAbsent(name, ProjectBuilder::new));
        return this;
    }

    /** Sets the clock of the books and of faults that last; the system's unless set. */
    public GeminiSimulatorBuilder clock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    /** Sets the port; 0, which it is unless set, takes any that is free. */
    public GeminiSimulatorBuilder port(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        this.port = port;
        return this;
    }

    /** Sets how long a model takes, in real time; errors come at once. None unless set. */
    public GeminiSimulatorBuilder latency(Latency latency) {
        this.latency = requireNonNull(latency, "latency");
        return this;
    }

    /** Sets the seed of the only thing that is left to chance, the latency; 1 unless set. */
    public GeminiSimulatorBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Sets how a minute is counted; {@link MinuteRule#ROLLING} unless set. */
    public GeminiSimulatorBuilder minuteRule(MinuteRule minuteRule) {
        this.minuteRule = requireNonNull(minuteRule, "minuteRule");
        return this;
    }

    /** Sets what a refusal says about when to come back; {@link RetryHint#EXACT} unless set. */
    public GeminiSimulatorBuilder retryHint(RetryHint retryHint) {
        this.retryHint = requireNonNull(retryHint, "retryHint");
        return this;
    }

    /** Sets whether calls answered with an injected 5xx use quota; true unless set, as Google's users observe. */
    public GeminiSimulatorBuilder failedCallsCount(boolean count) {
        failedCallsCount = count;
        return this;
    }

    /** Sets whether calls refused by the books use quota; false unless set. */
    public GeminiSimulatorBuilder refusedCallsCount(boolean count) {
        refusedCallsCount = count;
        return this;
    }

    /** Sets what the model says; {@link GeminiSimulator#usualReplies()} unless set. */
    public GeminiSimulatorBuilder replies(Function<SimulatedRequest, SimulatedReply> replies) {
        this.replies = requireNonNull(replies, "replies");
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws IllegalStateException if there is no project, or a project has no key, or two have the same key or name of
     *     a key
     * @throws UncheckedIOException if the port is taken
     */
    public GeminiSimulator start() {
        BookRules rules = rules();
        Keyring keyring = keyring(rules);
        Faults faults = new Faults(clock);
        ModelVoice voice = new ModelVoice(replies, latency, seed);
        CallLog log = new CallLog();
        Switchboard switchboard = new Switchboard();
        MockWebServer server = new MockWebServer();
        server.setServerSocketFactory(switchboard);
        GeminiDispatcher dispatcher =
                new GeminiDispatcher(server, new GeminiService(keyring, faults, rules, voice, clock), log);
        server.setDispatcher(dispatcher);
        start(server);
        return new GeminiSimulator(
                server, new GeminiBooks(keyring, faults, rules), faults, voice, log, dispatcher, switchboard);
    }

    /**
     * {@return the books alone, without a server} Latency, replies and port mean nothing to them.
     *
     * @throws IllegalStateException if there is no project, or a project has no key, or two have the same key or name of
     *     a key
     */
    public GeminiBooks books() {
        BookRules rules = rules();
        return new GeminiBooks(keyring(rules), new Faults(clock), rules);
    }

    private BookRules rules() {
        return new BookRules(minuteRule, failedCallsCount, refusedCallsCount, retryHint);
    }

    private void start(MockWebServer server) {
        if (SERVER_LOG.getLevel() == null) {
            // It would print a line for every call, with the URL.
            SERVER_LOG.setLevel(Level.WARNING);
        }
        try {
            server.start(InetAddress.getLoopbackAddress(), port);
        } catch (IOException taken) {
            throw new UncheckedIOException("cannot listen on port " + port, taken);
        }
    }

    private Keyring keyring(BookRules rules) {
        if (projects.isEmpty()) {
            throw new IllegalStateException("a simulated Gemini needs a project");
        }
        Map<String, Keyring.Access> accessByKey = new HashMap<>();
        Set<String> keyNames = new HashSet<>();
        for (ProjectBuilder builder : projects.values()) {
            if (builder.keyNames().isEmpty()) {
                throw new IllegalStateException("project " + builder.name() + " has no key");
            }
            Project project = builder.build(rules, clock);
            builder.keyNames().forEach((key, keyName) -> {
                boolean newKey = accessByKey.put(key, new Keyring.Access(project, keyName)) == null;
                if (!newKey || !keyNames.add(keyName)) {
                    throw new IllegalStateException("the key called " + keyName + " exists twice");
                }
            });
        }
        return new Keyring(accessByKey);
    }
}
