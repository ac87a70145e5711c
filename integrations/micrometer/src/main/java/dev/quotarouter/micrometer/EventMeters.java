package dev.quotarouter.micrometer;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.event.RequestTimes;
import dev.quotarouter.event.RouterEvent;
import dev.quotarouter.event.RouterListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * Counts what happens. Names of what every client of a model measures are those of OpenTelemetry's conventions for generative AI; the
 * others begin with {@code quotarouter}. Thread-safe.
 */
final class EventMeters implements RouterListener {
    private final MeterRegistry registry;
    private final Tags tags;
    private final BoundedNames names = new BoundedNames();

    EventMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    @Override
    public void on(RouterEvent event) {
        if (event instanceof RouterEvent.Attempted attempted) {
            attempted(attempted.attempt());
        } else if (event instanceof RouterEvent.Served served) {
            served(served);
        } else if (event instanceof RouterEvent.Failed failed) {
            ended(names.of(failed.model()), failed.reason(), failed.times(), failed.attempts());
        } else if (event instanceof RouterEvent.Queued queued) {
            count("quotarouter.queued", "Requests that had to wait", "model", names.of(queued.model()));
        } else if (event instanceof RouterEvent.CooledDown cooled) {
            count(
                    "quotarouter.cooldowns",
                    "Cooldowns that began",
                    "subject",
                    cooled.subject().name(),
                    "reason",
                    Words.of(cooled.kind()));
        } else if (event instanceof RouterEvent.Exhausted exhausted) {
            count(
                    "quotarouter.exhausted",
                    "Windows that were found to be used up",
                    "pool",
                    exhausted.pool(),
                    "span",
                    Words.of(exhausted.span()));
        } else if (event instanceof RouterEvent.Blocked blocked) {
            count(
                    "quotarouter.blocks",
                    "Keys, projects and pools that were put out of use",
                    "subject",
                    blocked.subject().name(),
                    "reason",
                    Words.of(blocked.kind()));
        } else if (event instanceof RouterEvent.Reloaded) {
            count("quotarouter.reloads", "Configurations that were put to work after the first");
        }
    }

    private void attempted(Attempt attempt) {
        Timer.builder("quotarouter.attempts")
                .description("Calls, and how each ended")
                .tags(tags)
                .tags("deployment", attempt.deployment(), "model", attempt.model())
                .tag("outcome", attempt.failure().map(Words::of).orElse("ok"))
                .register(registry)
                .record(attempt.duration());
    }

    private void served(RouterEvent.Served served) {
        String model = names.of(served.model());
        ended(model, "ok", served.times(), served.attempts());
        served.times()
                .firstChunk()
                .ifPresent(time -> timer("quotarouter.first.chunk", model)
                        .description("From the arrival of a request to the first chunk of its stream")
                        .register(registry)
                        .record(time));
        TokenUsage usage = served.usage();
        tokens(model, "input", usage.inputTokens());
        tokens(model, "output", usage.outputTokens() + usage.thoughtTokens());
    }

    private void ended(String model, String outcome, RequestTimes times, int attempts) {
        timer("gen_ai.client.operation.duration", model)
                .description("Requests from their arrival to their end, waiting included")
                .tag("gen_ai.operation.name", "chat")
                .tag("outcome", outcome)
                .register(registry)
                .record(times.total());
        timer("quotarouter.wait", model)
                .description("How long requests waited for room")
                .register(registry)
                .record(times.waited());
        timer("quotarouter.overhead", model)
                .description("What the router itself took of a request")
                .register(registry)
                .record(times.overhead());
        DistributionSummary.builder("quotarouter.attempts.per.request")
                .description("How many calls a request took")
                .tags(tags)
                .tag("gen_ai.request.model", model)
                .register(registry)
                .record(attempts);
    }

    private void tokens(String model, String type, long tokens) {
        DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of requests and replies, as the provider counted them")
                .baseUnit("token")
                .tags(tags)
                .tag("gen_ai.operation.name", "chat")
                .tag("gen_ai.request.model", model)
                .tag("gen_ai.token.type", type)
                .register(registry)
                .record((double) tokens);
    }

    private Timer.Builder timer(String name, String model) {
        return Timer.builder(name).tags(tags).tag("gen_ai.request.model", model);
    }

    private void count(String name, String description, String... ownTags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .tags(ownTags)
                .register(registry)
                .increment();
    }
}
