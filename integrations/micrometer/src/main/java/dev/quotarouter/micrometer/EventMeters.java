package dev.quotarouter.micrometer;

import dev.quotarouter.QuotaRouter;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what happens. Names of what every client of a model measures are those of OpenTelemetry's conventions for generative AI; the
 * others begin with {@code quotarouter}. Thread-safe.
 */
final class EventMeters implements RouterListener {
    private final QuotaRouter router;
    private final MeterRegistry registry;
    private final Tags tags;
    private final BoundedNames names = new BoundedNames();
    private final MetersBySubject bySubject;
    private final Map<String, String> providers = new ConcurrentHashMap<>();

    EventMeters(QuotaRouter router, MeterRegistry registry, Tags tags) {
        this.router = router;
        this.registry = registry;
        this.tags = tags;
        this.bySubject = new MetersBySubject(registry);
    }

    @Override
    public void on(RouterEvent event) {
        if (event instanceof RouterEvent.Attempted attempted) {
            attempted(attempted.attempt());
        } else if (event instanceof RouterEvent.Served served) {
            served(served);
        } else if (event instanceof RouterEvent.Failed failed) {
            ended(ofRequest(failed.model(), failed.deployment()), failed.reason(), failed.times(), failed.attempts());
        } else if (event instanceof RouterEvent.Queued queued) {
            counter("quotarouter.queued", "Waits of requests for room", "model", names.of(queued.model()))
                    .increment();
        } else if (event instanceof RouterEvent.CooledDown cooled) {
            countFor(
                    cooled.subject().name(),
                    "quotarouter.cooldowns",
                    "Cooldowns that began",
                    "subject",
                    cooled.subject().name(),
                    "reason",
                    Words.of(cooled.kind()));
        } else if (event instanceof RouterEvent.Exhausted exhausted) {
            countFor(
                    exhausted.pool(),
                    "quotarouter.exhausted",
                    "Windows that were found to be used up",
                    "pool",
                    exhausted.pool(),
                    "span",
                    Words.of(exhausted.span()));
        } else if (event instanceof RouterEvent.Blocked blocked) {
            countFor(
                    blocked.subject().name(),
                    "quotarouter.blocks",
                    "Keys, projects, pools and deployments that were put out of use",
                    "subject",
                    blocked.subject().name(),
                    "reason",
                    Words.of(blocked.kind()));
        } else if (event instanceof RouterEvent.Reloaded) {
            counter("quotarouter.reloads", "Configurations that were put to work after the first")
                    .increment();
            Set<String> subjects = Subjects.of(router.status());
            bySubject.retain(subjects);
            providers.keySet().retainAll(subjects);
        }
    }

    private void attempted(Attempt attempt) {
        providers.putIfAbsent(attempt.deployment(), ProviderNames.of(attempt.model()));
        Timer timer = Timer.builder("quotarouter.attempts")
                .description("Calls, and how each ended")
                .tags(tags)
                .tags("deployment", attempt.deployment(), "model", attempt.model())
                .tag("outcome", attempt.failure().map(Words::of).orElse("ok"))
                .register(registry);
        bySubject.about(attempt.deployment(), timer).record(attempt.duration());
    }

    private void served(RouterEvent.Served served) {
        Tags ofRequest = ofRequest(served.model(), Optional.of(served.deployment()));
        ended(ofRequest, "ok", served.times(), served.attempts());
        served.times()
                .firstChunk()
                .ifPresent(time -> timer("quotarouter.first.chunk", ofRequest)
                        .description("From the arrival of a request to the first chunk of its stream")
                        .register(registry)
                        .record(time));
        TokenUsage usage = served.usage();
        tokens(ofRequest, "input", usage.inputTokens());
        tokens(ofRequest, "output", usage.outputTokens() + usage.thoughtTokens());
    }

    private Tags ofRequest(String model, Optional<String> deployment) {
        String provider = deployment
                .map(id -> providers.getOrDefault(id, ProviderNames.NONE))
                .orElse(ProviderNames.NONE);
        return tags.and("gen_ai.request.model", names.of(model), "gen_ai.provider.name", provider);
    }

    private void ended(Tags ofRequest, String outcome, RequestTimes times, int attempts) {
        timer("gen_ai.client.operation.duration", ofRequest)
                .description("Requests from their arrival to their end, waiting included")
                .tag("gen_ai.operation.name", "chat")
                .tag("outcome", outcome)
                .register(registry)
                .record(times.total());
        timer("quotarouter.wait", ofRequest)
                .description("How long requests waited for room")
                .register(registry)
                .record(times.waited());
        timer("quotarouter.overhead", ofRequest)
                .description("What the router itself took of a request")
                .register(registry)
                .record(times.overhead());
        DistributionSummary.builder("quotarouter.attempts.per.request")
                .description("How many calls a request took")
                .tags(ofRequest)
                .register(registry)
                .record(attempts);
    }

    private void tokens(Tags ofRequest, String type, long tokens) {
        DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of requests and replies, as the provider counted them")
                .baseUnit("token")
                .tags(ofRequest)
                .tag("gen_ai.operation.name", "chat")
                .tag("gen_ai.token.type", type)
                .register(registry)
                .record((double) tokens);
    }

    private static Timer.Builder timer(String name, Tags ofRequest) {
        return Timer.builder(name).tags(ofRequest);
    }

    private void countFor(String subject, String name, String description, String... ownTags) {
        bySubject.about(subject, counter(name, description, ownTags)).increment();
    }

    private Counter counter(String name, String description, String... ownTags) {
        return Counter.builder(name)
                .description(description)
                .tags(tags)
                .tags(ownTags)
                .register(registry);
    }
}
