package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.simulation.FastTime;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Latency;
import dev.quotarouter.simulator.RecordedCall;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quotarouter demo}: ten deployments fill up before one's eyes. */
@Command(
        name = "demo",
        description = {
            "Sends a burst of chats to ten simulated deployments and shows how they fill up.",
            "With GEMINI_API_KEY set it sends a few chats to Gemini itself."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int SPEED = 6;
    private static final int IN_HURRY = 8;
    private static final int PATIENT = 16;
    private static final int CHATS_WITH_GEMINI = 6;

    private final Function<String, Optional<String>> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--chats",
            paramLabel = "N",
            defaultValue = "150",
            description = "The first burst; ${DEFAULT-VALUE} fill the minute. 24 more follow.")
    private int chats;

    DemoCommand(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (chats < 1 || chats > 2_000) {
            throw new ParameterException(spec.commandLine(), "--chats must be 1 to 2000, not " + chats);
        }
        boolean real = environment
                .apply("GEMINI_API_KEY")
                .filter(key -> !key.isBlank())
                .isPresent();
        if (real) {
            withGemini();
        } else {
            withSimulator();
        }
        return Endings.SUCCESS;
    }

    private void withSimulator() throws InterruptedException {
        warmUp();
        FastTime time = new FastTime(SPEED);
        try (GeminiSimulator gemini = GeminiSimulator.classicWorld()
                        .clock(time.clock())
                        .latency(Latency.between(Duration.ofMillis(50), Duration.ofMillis(250)))
                        .start();
                QuotaRouter router = router(ConfigTemplate.CLASSIC.text(gemini.url()), time)) {
            gemini.inject(Fault.of(GeminiError.OVERLOADED)
                    .onModel("gemini-2.0-flash")
                    .onKey("KEY-1")
                    .times(1));
            out().println("Simulated Gemini, 10 deployments, one of them overloaded at first; 1 second here is " + SPEED
                    + " seconds there.");
            DemoTally tally = run(router, time, DemoChat.burst(chats, IN_HURRY, PATIENT));
            long refused = gemini.calls().stream()
                    .map(RecordedCall::refusedBy)
                    .filter(windows -> !windows.isEmpty())
                    .count();
            report(router, tally, OptionalLong.of(refused));
        }
    }

    // Loading classes makes the very first call slow; in fast time it would be on its way for seconds, and arrive in
    // another
    // minute than the router counts it in.
    private void warmUp() {
        FastTime time = new FastTime(1);
        try (GeminiSimulator gemini = GeminiSimulator.classicWorld().start();
                QuotaRouter router = router(ConfigTemplate.CLASSIC.text(gemini.url()), time)) {
            DemoChat.burst(20, 0, 0).forEach(chat -> router.chat(chat.request()));
        }
    }

    private void withGemini() throws InterruptedException {
        FastTime time = new FastTime(1);
        try (QuotaRouter router = router(ConfigTemplate.GEMINI.text(), time)) {
            out().println("Gemini itself, paid by GEMINI_API_KEY.");
            DemoTally tally = run(router, time, DemoChat.burst(Math.min(chats, CHATS_WITH_GEMINI), 0, 0));
            report(router, tally, OptionalLong.empty());
        }
    }

    private QuotaRouter router(String yaml, FastTime time) {
        return QuotaRouter.builder()
                .config(ConfigReader.create().environment(environment).parse("demo", yaml))
                .time(time)
                .scheduler(time.scheduler())
                .build();
    }

    private DemoTally run(QuotaRouter router, FastTime time, List<DemoChat> load) throws InterruptedException {
        DemoTally tally = new DemoTally();
        LiveTable table = new LiveTable(router, out(), Ansi.AUTO.enabled());
        new DemoLoad(router, time, tally).send(load, () -> table.refresh("chats " + tally.ended() + "/" + load.size()));
        return tally;
    }

    private void report(QuotaRouter router, DemoTally tally, OptionalLong refused) {
        out().println();
        new DemoReport(router.status(), tally, refused).lines().forEach(out()::println);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
