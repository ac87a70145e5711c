package dev.quotarouter.config;

import java.util.List;
import java.util.Optional;

/** Reads which requests an entry's deployments serve. Has no state. */
final class ScopeReader {
    private ScopeReader() {}

    static DeploymentScope read(ModelEntry entry) {
        DeploymentScope scope = DeploymentScope.ANY;
        Optional<List<String>> tags = entry.params().find("tags").map(ScopeReader::names);
        if (tags.isPresent()) {
            scope = scope.withTags(tags.get());
        }
        scope = entry.params()
                .value("region_name", ValueKind.NAME)
                .map(scope::withRegion)
                .orElse(scope);
        scope = tokens(entry.info("max_input_tokens"))
                .map(scope::withMaxInputTokens)
                .orElse(scope);
        // LiteLLM's older name for the same.
        Optional<ConfigNode> longestReply =
                Section.first(List.of(entry.info("max_output_tokens"), entry.info("max_tokens")));
        return tokens(longestReply).map(scope::withMaxOutputTokens).orElse(scope);
    }

    private static List<String> names(ConfigNode tags) {
        return tags.isEmptyList()
                ? List.of()
                : tags.oneOrMore().stream()
                        .flatMap(tag -> tag.value(ValueKind.NAME).stream())
                        .toList();
    }

    private static Optional<Long> tokens(Optional<ConfigNode> setting) {
        return setting.flatMap(node -> node.value(ValueKind.TOKENS));
    }
}
