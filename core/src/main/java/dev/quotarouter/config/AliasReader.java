package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code model_group_alias}: {@code alias: group}, a list of groups, or LiteLLM's {@code {model: group}}. */
final class AliasReader {
    private final Map<String, ConfigNode> places = new LinkedHashMap<>();
    private final Map<String, List<String>> written = new LinkedHashMap<>();

    AliasReader(ConfigNode aliases) {
        for (MapEntry entry : aliases.mapEntries()) {
            Optional<String> name = ValueKind.NAME.parse(entry.name());
            if (name.isEmpty() || name.get().contains("*")) {
                entry.key().problem("an alias must be " + ValueKind.NAME.expected() + " and no wildcard", "rename it");
                continue;
            }
            places.put(name.get(), entry.key());
            written.put(name.get(), targets(entry.value()));
        }
    }

    private static List<String> targets(ConfigNode value) {
        ConfigNode targets = value;
        if (value.isMap()) {
            Optional<ConfigNode> model =
                    value.section(KnownSettings.ALIAS).required("model", "model: and the model group's name");
            if (model.isEmpty()) {
                return List.of();
            }
            targets = model.get();
        }
        List<String> names = new ArrayList<>();
        targets.oneOrMore().forEach(target -> target.value(ValueKind.NAME).ifPresent(names::add));
        return names;
    }

    /** {@return every alias that is written} */
    Set<String> names() {
        return written.keySet();
    }

    /**
     * Resolves the aliases and hands them on.
     *
     * @param groups every model group that is written
     * @param servedGroups those of them that have a deployment
     */
    void resolve(Set<String> groups, Set<String> servedGroups, RouterConfig.Builder config) {
        Map<String, List<String>> resolved = new Aliases(groups, written)
                .resolve((alias, problem, remedy) -> place(alias).problem(problem, remedy));
        resolved.forEach((alias, names) -> {
            List<String> served = names.stream().filter(servedGroups::contains).toList();
            if (served.size() < names.size()) {
                place(alias).notice("not all of its model groups are served");
            }
            if (served.isEmpty()) {
                config.unserved(alias, "none of its model groups is served");
            } else {
                config.alias(alias, served);
            }
        });
    }

    private ConfigNode place(String alias) {
        ConfigNode place = places.get(alias);
        if (place == null) {
            throw new IllegalArgumentException("no alias of this name was read");
        }
        return place;
    }
}
