package dev.quotarouter.openai;

import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.Thinking;
import dev.quotarouter.chat.Thinking.Effort;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads how much to think, and what Google's endpoint for OpenAI's clients takes beside OpenAI's own fields: {@code google},
 * at the top or in {@code extra_body}. Names may be written in snake_case or in camelCase, as Google takes both.
 */
final class GoogleReader {
    /** The prefix of Google's models here. */
    private static final String PROVIDER = "gemini";

    private static final Map<String, Effort> EFFORTS = Map.of(
            "none", Effort.NONE,
            "minimal", Effort.MINIMAL,
            "low", Effort.LOW,
            "medium", Effort.MEDIUM,
            "high", Effort.HIGH,
            "xhigh", Effort.HIGH);
    private static final Map<String, Effort> LEVELS = Map.of(
            "minimal", Effort.MINIMAL,
            "low", Effort.LOW,
            "medium", Effort.MEDIUM,
            "high", Effort.HIGH,
            "MINIMAL", Effort.MINIMAL,
            "LOW", Effort.LOW,
            "MEDIUM", Effort.MEDIUM,
            "HIGH", Effort.HIGH);

    private final JsonMembers body;

    GoogleReader(JsonMembers body) {
        this.body = body;
    }

    /** Adds them to the request and its options. */
    void read(ChatRequest.Builder request, ChatOptions.Builder options) {
        Optional<JsonMembers> google = google();
        Optional<JsonMembers> config = google.flatMap(
                members -> members.either("thinking_config", "thinkingConfig").members());
        thinking(config).ifPresent(request::thinking);
        google.ifPresent(members -> readOptions(members, options));
    }

    private Optional<JsonMembers> google() {
        JsonField direct = body.get("google");
        Optional<JsonMembers> extraBody = body.get("extra_body").members();
        if (extraBody.isEmpty()) {
            return direct.members();
        }
        JsonField inside = extraBody.get().get("google");
        extraBody.get().refuseOthers();
        if (inside.isPresent()) {
            direct.refuse("comes in extra_body, too", "write one of them");
            return inside.members();
        }
        return direct.members();
    }

    private Optional<Thinking> thinking(Optional<JsonMembers> config) {
        JsonField effortField = body.get("reasoning_effort");
        Optional<Effort> effort = effortField.oneOf(EFFORTS);
        if (config.isEmpty()) {
            return effort.map(Thinking::of);
        }
        JsonField levelField = config.get().either("thinking_level", "thinkingLevel");
        JsonField budgetField = config.get().either("thinking_budget", "thinkingBudget");
        Optional<Effort> level = levelField.oneOf(LEVELS);
        OptionalInt budget = budgetField.integer(-1, Integer.MAX_VALUE);
        boolean thoughts = config.get()
                .either("include_thoughts", "includeThoughts")
                .flag()
                .orElse(false);
        config.get().refuseOthers();
        if (levelField.isPresent()) {
            budgetField.refuse("comes beside thinking_level", "write one of them");
        }
        if (levelField.isPresent() || budgetField.isPresent()) {
            effortField.refuse("comes beside thinking_config", "write one of them");
        }
        return Optional.of(
                budget.isPresent() && level.isEmpty()
                        ? new Thinking(Optional.empty(), budget, thoughts)
                        : new Thinking(level.or(() -> effort), OptionalInt.empty(), thoughts));
    }

    private static void readOptions(JsonMembers google, ChatOptions.Builder options) {
        google.either("cached_content", "cachedContent").text().ifPresent(options::cachedContent);
        for (JsonField setting :
                google.either("safety_settings", "safetySettings").items()) {
            setting.members().ifPresent(members -> readSafety(members, options));
        }
        if (!google.others().isEmpty()) {
            options.providerOptions(PROVIDER, google.othersJson());
        }
    }

    private static void readSafety(JsonMembers setting, ChatOptions.Builder options) {
        Optional<String> category =
                setting.get("category").required("name the category").text();
        Optional<String> threshold =
                setting.get("threshold").required("write the threshold").text();
        setting.refuseOthers();
        if (category.isPresent() && threshold.isPresent()) {
            options.safety(category.get(), threshold.get());
        }
    }
}
