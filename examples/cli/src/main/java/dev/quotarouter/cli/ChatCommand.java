package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.error.RouterException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quotarouter chat}: one question, one reply. */
@Command(name = "chat", description = "Sends one chat and prints the reply.", mixinStandardHelpOptions = true)
final class ChatCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RouterOptions options;

    @Parameters(paramLabel = "TEXT", description = "What to say; - reads it from stdin.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String text;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell every attempt on stderr.")
    private boolean verbose;

    @Option(names = "--json", description = "Print the whole response as JSON.")
    private boolean json;

    @Option(names = "--stream", description = "Print the reply as it comes.")
    private boolean stream;

    @Option(names = "--system", paramLabel = "TEXT", description = "Instructions above the conversation.")
    private Optional<String> system = Optional.empty();

    @Option(names = "--tool", paramLabel = "FILE", description = "A tool: JSON with name, description, parameters.")
    private List<Path> toolFiles = new ArrayList<>();

    @Option(names = "--temperature", paramLabel = "NUMBER", description = "How freely the model chooses, from 0.")
    private Optional<Double> temperature = Optional.empty();

    @Option(names = "--max-tokens", paramLabel = "NUMBER", description = "The longest reply, in tokens.")
    private Optional<Integer> maxTokens = Optional.empty();

    @Option(names = "--deadline", paramLabel = "SECONDS", description = "How long it may take, waiting included.")
    private Optional<Double> deadline = Optional.empty();

    ChatCommand(Function<String, Optional<String>> environment) {
        options = new RouterOptions(environment);
    }

    @Override
    public Integer call() {
        if (stream && json) {
            throw options.wrongUse("--stream prints the text as it comes, --json the whole response: choose one");
        }
        try (QuotaRouter router = options.open()) {
            ChatRequest request = request(options.modelOf(router));
            try {
                tell(answer(router, request).attempts());
                return Endings.SUCCESS;
            } catch (RouterException failure) {
                tell(failure.attempts());
                err().println(reason(failure, router, request));
                err().flush();
                return Endings.FAILURE;
            }
        }
    }

    private ChatRequest request(String model) {
        try {
            ChatRequest.Builder request = ChatRequest.builder(model);
            system.ifPresent(request::system);
            toolFiles.forEach(file -> request.tool(ToolFile.read(file)));
            temperature.ifPresent(request::temperature);
            maxTokens.ifPresent(request::maxOutputTokens);
            deadline.ifPresent(seconds -> request.deadline(Duration.ofMillis(Math.round(seconds * 1000))));
            return request.user(text.equals("-") ? stdin() : text).build();
        } catch (IllegalArgumentException mistake) {
            throw options.wrongUse(String.valueOf(mistake.getMessage()));
        }
    }

    private static String stdin() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("stdin cannot be read", broken);
        }
    }

    private ChatResponse answer(QuotaRouter router, ChatRequest request) {
        PrintWriter out = spec.commandLine().getOut();
        ReplyPrinter printer = new ReplyPrinter(out);
        if (stream) {
            try (ChatStream chunks = router.stream(request)) {
                return printer.print(chunks);
            }
        }
        ChatResponse response = router.chat(request);
        if (json) {
            out.println(ResponseJson.of(response));
            out.flush();
        } else {
            printer.print(response);
        }
        return response;
    }

    private void tell(List<Attempt> attempts) {
        if (verbose) {
            attempts.forEach(attempt -> err().println("attempt: " + Endings.oneLine(attempt.toString())));
            err().flush();
        }
    }

    /** {@return why the chat failed and, if a clock brings it about, when the next one will not} */
    private static String reason(RouterException failure, QuotaRouter router, ChatRequest request) {
        String why = Endings.oneLine(String.valueOf(failure.getMessage()));
        Optional<Instant> retryAt = router.explain(request).retryAt();
        return retryAt.filter(at -> !why.contains("before " + at))
                .map(at -> why + "; try again at " + at)
                .orElse(why);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
