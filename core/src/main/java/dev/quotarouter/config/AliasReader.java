package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code model_group_alias}: {@code alias: group}, a list of groups, or LiteLLM's {@code {model: group}}. */
final class AliasReader {
    private final Map<String, ConfigNode> places = new LinkedHashMap<>();
    private final Map<String, List<String>> written = new LinkedHashMap<>();
    private final Set<String> hidden = new LinkedHashSet<>();

    AliasReader(ConfigNode aliases) {
        for (MapEntry entry : aliases.mapEntries()) {
            Optional<String> name = ValueKind.NAME.parse(entry.name());
            if (name.isEmpty() || name.get().contains("*")) {
                entry.key().problem("an alias must be " + ValueKind.NAME.expected() + " and no wildcard", "rename it");
                continue;
            }
            places.put(name.get(), entry.key());
            written.put(name.get(), targets(name.get(), entry.value()));
        }
    }

    private List<String> targets(String alias, ConfigNode value) {
        ConfigNode targets = value;
        if (value.isMap()) {
            Section section = value.section(KnownSettings.ALIAS);
            if (section.value("hidden", ValueKind.FLAG).orElse(false)) {
                hidden.add(alias);
            }
            Optional<ConfigNode> model = section.required("model", "model: and the model group's name");
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
     * @param served those of them that have a deployment
     * @return the names behind each alias
     */
    Map<String, List<String>> resolve(GroupNames groups, GroupNames served, RouterConfigBuilder config) {
        Map<String, List<String>> resolved = new Aliases(groups, written)
                .resolve((alias, problem, remedy) -> place(alias).problem(problem, remedy));
        resolved.forEach((alias, names) -> {
            List<String> rest = names.stream().filter(served::serve).toList();
            if (rest.size() < names.size()) {
                place(alias).notice("not all of its model groups are served");
            }
            if (rest.isEmpty()) {
                config.unserved(alias, "none of its model groups is served");
            } else {
                config.alias(alias, rest);
                if (hidden.contains(alias)) {
                    config.hide(alias);
                }
            }
        });
        return resolved;
    }

    private ConfigNode place(String alias) {
        ConfigNode place = places.get(alias);
        if (place == null) {
            throw new IllegalArgumentException("no alias of this name was read");
        }
        return place;
    }
}
