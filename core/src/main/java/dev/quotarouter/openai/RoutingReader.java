package dev.quotarouter.openai;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.RoutingOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads where a request may go, how often and how long: fields that are not OpenAI's, but those of LiteLLM's clients. */
final class RoutingReader {
    private static final int MOST_RETRIES = 100;
    private static final double LONGEST_SECONDS = 1_000_000;

    private final JsonMembers body;

    RoutingReader(JsonMembers body) {
        this.body = body;
    }

    /** Adds them to the request. */
    void read(ChatRequest.Builder request) {
        RoutingOptions options = new RoutingOptions(
                fallbacks(),
                tags(),
                name(body.get("allowed_model_region")),
                body.get("num_retries").integer(0, MOST_RETRIES),
                seconds(body.get("timeout")));
        if (!options.equals(RoutingOptions.DEFAULT)) {
            request.routing(options);
        }
        body.get("priority").integer(0, Integer.MAX_VALUE).ifPresent(request::priority);
    }

    private Optional<List<String>> fallbacks() {
        JsonField field = body.get("fallbacks");
        List<String> names =
                field.items().stream().flatMap(item -> fallback(item).stream()).toList();
        if (body.get("disable_fallbacks").flag().orElse(false)) {
            field.ignore();
            return Optional.of(List.of());
        }
        return field.isPresent() ? Optional.of(names) : Optional.empty();
    }

    private static Optional<String> fallback(JsonField item) {
        if (!item.isObject()) {
            return name(item);
        }
        Optional<JsonMembers> members = item.members();
        Optional<String> model =
                members.flatMap(map -> name(map.get("model").required("write the name of a model group instead")));
        members.map(JsonMembers::others)
                .filter(others -> !others.isEmpty())
                .ifPresent(others -> item.problem(
                        "says more than a name: a fallback is asked what the request asks", "write its name alone"));
        return model;
    }

    /** {@return the tags at the top and those in the metadata, each once} */
    private Set<String> tags() {
        Set<String> tags = new LinkedHashSet<>(names(body.get("tags")));
        JsonField metadata = body.get("metadata");
        List<String> unread = new ArrayList<>();
        if (metadata.isObject()) {
            metadata.members().ifPresent(members -> {
                JsonField inside = members.get("tags");
                if (inside.isList()) {
                    tags.addAll(names(inside));
                } else if (inside.isPresent()) {
                    unread.add("tags");
                }
                unread.addAll(members.others());
            });
        }
        if (!metadata.isObject() || !unread.isEmpty()) {
            metadata.ignore();
        }
        return tags;
    }

    private static List<String> names(JsonField list) {
        return list.items().stream().flatMap(item -> name(item).stream()).toList();
    }

    private static Optional<String> name(JsonField field) {
        Optional<String> name = field.text();
        if (name.filter(String::isBlank).isPresent()) {
            field.problem("is blank", "write a name or leave it out");
        }
        return name.filter(text -> !text.isBlank());
    }

    private static Optional<Duration> seconds(JsonField field) {
        OptionalDouble seconds = field.number(0, LONGEST_SECONDS);
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        Duration time = Duration.ofNanos((long) (seconds.getAsDouble() * 1_000_000_000));
        if (time.isZero()) {
            field.problem("must be more than 0", "write seconds, or leave it out");
        }
        return Optional.of(time).filter(some -> !some.isZero());
    }
}
