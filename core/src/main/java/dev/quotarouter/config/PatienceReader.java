package dev.quotarouter.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what an entry says of retries, cooldowns and times. */
final class PatienceReader {
    private final ModelEntry entry;

    PatienceReader(ModelEntry entry) {
        this.entry = entry;
    }

    RetryTerms retries() {
        Section params = entry.params();
        return new RetryTerms(
                number(params.value("num_retries", ValueKind.RETRIES)),
                params.value("retry_after", ValueKind.SECONDS),
                params.find("retry_policy").map(PolicyReader::retries).orElse(Map.of()));
    }

    CooldownTerms cooldowns() {
        Section params = entry.params();
        Optional<Duration> cooldown = entry.anywhere("cooldown_time").flatMap(node -> node.value(ValueKind.SECONDS));
        return new CooldownTerms(
                cooldown,
                number(params.value("allowed_fails", ValueKind.COUNT)),
                params.find("allowed_fails_policy")
                        .map(PolicyReader::allowedFails)
                        .orElse(Map.of()));
    }

    TimeoutTerms timeouts() {
        return new TimeoutTerms(
                entry.params().value("timeout", ValueKind.POSITIVE_SECONDS),
                entry.params().value("stream_timeout", ValueKind.POSITIVE_SECONDS));
    }

    private static OptionalInt number(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
