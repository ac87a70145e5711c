package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A chat to be answered: the model group that shall answer, the conversation, and how.
 *
 * <p>Immutable. {@link #toBuilder()} gives a copy to continue from.
 */
public final class ChatRequest {
    private final String model;
    private final List<ChatMessage> messages;
    private final List<Tool> tools;
    private final List<ServerTool> serverTools;
    private final ToolChoice toolChoice;
    private final ResponseFormat responseFormat;
    private final OptionalDouble temperature;
    private final OptionalDouble topP;
    private final OptionalInt maxOutputTokens;
    private final OptionalInt seed;
    private final List<String> stop;
    private final Optional<Thinking> thinking;
    private final ChatOptions options;
    private final RoutingOptions routing;
    private final Optional<Duration> deadline;
    private final OptionalInt priority;
    private final boolean continueBrokenStream;

    private ChatRequest(Builder builder) {
        model = builder.model;
        messages = List.copyOf(builder.messages);
        tools = List.copyOf(builder.tools);
        serverTools = List.copyOf(builder.serverTools);
        toolChoice = builder.toolChoice;
        responseFormat = builder.responseFormat;
        temperature = builder.temperature;
        topP = builder.topP;
        maxOutputTokens = builder.maxOutputTokens;
        seed = builder.seed;
        stop = List.copyOf(builder.stop);
        thinking = builder.thinking;
        options = builder.options;
        routing = builder.routing;
        deadline = builder.deadline;
        priority = builder.priority;
        continueBrokenStream = builder.continueBrokenStream;
    }

    /** A request with one user message. */
    public static ChatRequest of(String model, String userText) {
        return builder(model).user(userText).build();
    }

    /**
     * Starts a request.
     *
     * @param model the model group or alias that shall answer
     * @throws IllegalArgumentException if the name is blank
     */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** {@return a builder that holds what this request holds} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** {@return the model group or alias that shall answer} */
    public String model() {
        return model;
    }

    /** {@return the conversation, oldest first; at least one message} */
    public List<ChatMessage> messages() {
        return messages;
    }

    /** {@return the tools the model may ask for} */
    public List<Tool> tools() {
        return tools;
    }

    /** {@return the tools that the provider may run itself} */
    public List<ServerTool> serverTools() {
        return serverTools;
    }

    /** {@return whether the model may, must or must not call tools; {@link ToolChoice#AUTO} unless set} */
    public ToolChoice toolChoice() {
        return toolChoice;
    }

    /** {@return the form of the reply; {@link ResponseFormat#TEXT} unless set} */
    public ResponseFormat responseFormat() {
        return responseFormat;
    }

    /** {@return the randomness of the reply, 0 to 2; empty for the model's default} */
    public OptionalDouble temperature() {
        return temperature;
    }

    /** {@return the share of probability that is sampled from, 0 to 1; empty for the model's default} */
    public OptionalDouble topP() {
        return topP;
    }

    /** {@return the greatest number of tokens in the reply, thinking included; empty for the model's default} */
    public OptionalInt maxOutputTokens() {
        return maxOutputTokens;
    }

    /** {@return the seed of the model's randomness; empty for none} */
    public OptionalInt seed() {
        return seed;
    }

    /** {@return the texts at which the reply ends} */
    public List<String> stop() {
        return stop;
    }

    /** {@return how much the model shall think; empty for its default} */
    public Optional<Thinking> thinking() {
        return thinking;
    }

    /** {@return the rarer knobs; {@link ChatOptions#DEFAULT} unless set} */
    public ChatOptions options() {
        return options;
    }

    /** {@return where it may go, and how often; {@link RoutingOptions#DEFAULT} unless set} */
    public RoutingOptions routing() {
        return routing;
    }

    /** {@return how long the whole request may take, waiting included; empty for the router's default} */
    public Optional<Duration> deadline() {
        return deadline;
    }

    /** {@return the place in the queue when all are busy: lower goes first; empty for the router's default} */
    public OptionalInt priority() {
        return priority;
    }

    /** {@return whether a stream that breaks is continued by another deployment; false unless set} */
    public boolean continueBrokenStream() {
        return continueBrokenStream;
    }

    /** Names the model and counts the rest: a prompt does not belong into a log. */
    @Override
    public String toString() {
        return "ChatRequest[" + model + ", " + messages.size() + " messages, " + tools.size() + " tools]";
    }

    /** Collects a {@link ChatRequest}. Not thread-safe. A later value replaces an earlier one; lists grow. */
    public static final class Builder {
        private String model;
        private final List<ChatMessage> messages = new ArrayList<>();
        private final List<Tool> tools = new ArrayList<>();
        private final List<ServerTool> serverTools = new ArrayList<>();
        private ToolChoice toolChoice = ToolChoice.AUTO;
        private ResponseFormat responseFormat = ResponseFormat.TEXT;
        private OptionalDouble temperature = OptionalDouble.empty();
        private OptionalDouble topP = OptionalDouble.empty();
        private OptionalInt maxOutputTokens = OptionalInt.empty();
        private OptionalInt seed = OptionalInt.empty();
        private final List<String> stop = new ArrayList<>();
        private Optional<Thinking> thinking = Optional.empty();
        private ChatOptions options = ChatOptions.DEFAULT;
        private RoutingOptions routing = RoutingOptions.DEFAULT;
        private Optional<Duration> deadline = Optional.empty();
        private OptionalInt priority = OptionalInt.empty();
        private boolean continueBrokenStream;

        private Builder(String model) {
            this.model = requireName(model);
        }

        private Builder(ChatRequest request) {
            model = request.model;
            messages.addAll(request.messages);
            tools.addAll(request.tools);
            serverTools.addAll(request.serverTools);
            toolChoice = request.toolChoice;
            responseFormat = request.responseFormat;
            temperature = request.temperature;
            topP = request.topP;
            maxOutputTokens = request.maxOutputTokens;
            seed = request.seed;
            stop.addAll(request.stop);
            thinking = request.thinking;
            options = request.options;
            routing = request.routing;
            deadline = request.deadline;
            priority = request.priority;
            continueBrokenStream = request.continueBrokenStream;
        }

        /**
         * Asks another model group.
         *
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder model(String model) {
            this.model = requireName(model);
            return this;
        }

        /** Adds instructions that stand above the conversation. */
        public Builder system(String text) {
            return message(ChatMessage.system(text));
        }

        /** Adds what the caller says. */
        public Builder user(String text) {
            return message(ChatMessage.user(text));
        }

        /** Adds what the caller says, with data such as images. */
        public Builder user(Part... parts) {
            return message(ChatMessage.user(parts));
        }

        /** Adds what the model said. */
        public Builder assistant(String text) {
            return message(ChatMessage.assistant(text));
        }

        /** Adds any message: the way to continue with {@link ChatResponse#message()}. */
        public Builder message(ChatMessage message) {
            messages.add(requireNonNull(message, "message"));
            return this;
        }

        /** Replaces the conversation. */
        public Builder messages(List<ChatMessage> messages) {
            List<ChatMessage> copy = List.copyOf(messages);
            this.messages.clear();
            this.messages.addAll(copy);
            return this;
        }

        /** Adds a tool's answer to the given call; answers to calls of one reply go into one message. */
        public Builder toolResult(ToolCall call, String content, DataPart... data) {
            ToolResult result = ToolResult.of(call, content, data);
            int last = messages.size() - 1;
            if (last < 0 || messages.get(last).role() != Role.TOOL) {
                return message(ChatMessage.toolResults(result));
            }
            List<Part> results = new ArrayList<>(messages.get(last).parts());
            results.add(result);
            messages.set(last, new ChatMessage(Role.TOOL, results));
            return this;
        }

        /** Offers a tool to the model. */
        public Builder tool(Tool tool) {
            tools.add(requireNonNull(tool, "tool"));
            return this;
        }

        /** Lets the provider run a tool of its own. */
        public Builder serverTool(ServerTool serverTool) {
            serverTools.add(requireNonNull(serverTool, "serverTool"));
            return this;
        }

        /** Says whether the model may, must or must not call tools. */
        public Builder toolChoice(ToolChoice toolChoice) {
            this.toolChoice = requireNonNull(toolChoice, "toolChoice");
            return this;
        }

        /** Sets the form of the reply. */
        public Builder responseFormat(ResponseFormat responseFormat) {
            this.responseFormat = requireNonNull(responseFormat, "responseFormat");
            return this;
        }

        /**
         * Sets the randomness of the reply.
         *
         * @throws IllegalArgumentException if it is not within 0 to 2
         */
        public Builder temperature(double temperature) {
            this.temperature = OptionalDouble.of(requireWithin("temperature", temperature, 2));
            return this;
        }

        /**
         * Sets the share of probability that is sampled from.
         *
         * @throws IllegalArgumentException if it is not within 0 to 1
         */
        public Builder topP(double topP) {
            this.topP = OptionalDouble.of(requireWithin("topP", topP, 1));
            return this;
        }

        /**
         * Sets the greatest number of tokens in the reply, thinking included.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxOutputTokens(int maxOutputTokens) {
            if (maxOutputTokens <= 0) {
                throw new IllegalArgumentException("maxOutputTokens must be positive, not " + maxOutputTokens);
            }
            this.maxOutputTokens = OptionalInt.of(maxOutputTokens);
            return this;
        }

        /** Sets the seed of the model's randomness. */
        public Builder seed(int seed) {
            this.seed = OptionalInt.of(seed);
            return this;
        }

        /** Adds texts at which the reply ends. */
        public Builder stop(String... stop) {
            this.stop.addAll(List.of(stop));
            return this;
        }

        /** Sets how much the model shall think. */
        public Builder thinking(Thinking thinking) {
            this.thinking = Optional.of(thinking);
            return this;
        }

        /** Sets the rarer knobs, all at once. */
        public Builder options(ChatOptions options) {
            this.options = requireNonNull(options, "options");
            return this;
        }

        /** Sets where it may go, and how often, all at once. */
        public Builder routing(RoutingOptions routing) {
            this.routing = requireNonNull(routing, "routing");
            return this;
        }

        /**
         * Sets how long the whole request may take, waiting, failover, fallbacks and the reading of a stream included.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder deadline(Duration deadline) {
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("deadline must be positive, not " + deadline);
            }
            this.deadline = Optional.of(deadline);
            return this;
        }

        /** Sets the place in the queue when all are busy: lower goes first. */
        public Builder priority(int priority) {
            this.priority = OptionalInt.of(priority);
            return this;
        }

        /**
         * Has a stream that breaks after its first chunk continued by another deployment, which is shown what the first one
         * said and asked to go on from there. Unless set such a stream ends with an exception: nothing that was read is ever
         * said again in silence. A stream that has brought tool calls or data is not continued.
         */
        public Builder continueBrokenStream(boolean continueBrokenStream) {
            this.continueBrokenStream = continueBrokenStream;
            return this;
        }

        /**
         * {@return the request}
         *
         * @throws IllegalArgumentException if there is no message, a tool is declared twice, or a tool is required
         *     that is not declared
         */
        public ChatRequest build() {
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("a request needs at least one message: call user(…)");
            }
            long names = tools.stream().map(Tool::name).distinct().count();
            if (names != tools.size()) {
                throw new IllegalArgumentException("two tools have the same name");
            }
            if (toolChoice.mode() == ToolChoice.Mode.REQUIRED && tools.isEmpty()) {
                throw new IllegalArgumentException("a tool call is required, but no tool is declared: call tool(…)");
            }
            toolChoice.toolNames().forEach(this::requireDeclared);
            return new ChatRequest(this);
        }

        private void requireDeclared(String toolName) {
            if (tools.stream().noneMatch(tool -> tool.name().equals(toolName))) {
                throw new IllegalArgumentException("the required tool \"" + toolName + "\" is not declared");
            }
        }

        private static String requireName(String model) {
            if (model.isBlank()) {
                throw new IllegalArgumentException("model must name a model group");
            }
            return model;
        }

        private static double requireWithin(String name, double value, double max) {
            if (!(value >= 0 && value <= max)) {
                throw new IllegalArgumentException(name + " must be within 0 to " + (int) max + ", not " + value);
            }
            return value;
        }
    }
}
