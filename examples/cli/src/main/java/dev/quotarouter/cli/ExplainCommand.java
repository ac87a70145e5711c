package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouteExplanation;
import dev.quotarouter.chat.ChatRequest;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quotarouter explain}: where a chat would go, and why not elsewhere. */
@Command(
        name = "explain",
        description = "Shows where a chat would go, and why not elsewhere; it calls nobody.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RouterOptions options;

    @Parameters(paramLabel = "TEXT", arity = "0..1", defaultValue = "Hello", description = "What would be said.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String text;

    ExplainCommand(Function<String, Optional<String>> environment) {
        options = new RouterOptions(environment);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (QuotaRouter router = options.look()) {
            RouteExplanation route = router.explain(ChatRequest.of(options.modelOf(router), text));
            out.println(route.model() + " → " + target(route));
            table(route).lines().forEach(out::println);
            out.flush();
            return Endings.SUCCESS;
        }
    }

    private static String target(RouteExplanation route) {
        return route.chosen()
                .orElseGet(() ->
                        "nobody" + route.retryAt().map(at -> " before " + at).orElse(""));
    }

    private static TextTable table(RouteExplanation route) {
        TextTable table = new TextTable("DEPLOYMENT", "TOKENS", "MINUTE USED", "DAY SLACK", "STATE");
        route.deployments()
                .forEach(one -> table.row(
                        one.deployment(),
                        String.valueOf(one.inputTokens()),
                        percent(one.minuteUtilization()),
                        percent(one.daySlack()),
                        StatusTables.state(one.availability(), one.until(), one.detail())));
        return table;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
