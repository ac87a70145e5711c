package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sections of a file and of those it includes. Lists of the same name are one list; of settings that are written in several
 * files the last one read goes before, as in LiteLLM.
 */
final class TopLevel {
    private final ConfigNode root;
    private final Map<String, List<ConfigNode>> sections = new LinkedHashMap<>();

    TopLevel(ConfigNode root) {
        this.root = root;
        for (ConfigNode file : new Includes().follow(root)) {
            file.section(KnownSettings.TOP, settings(file))
                    .forEach((name, section) -> sections.computeIfAbsent(name, first -> new ArrayList<>())
                            .add(section));
        }
    }

    /** {@return the section in each file that has it} */
    List<ConfigNode> all(String name) {
        return sections.getOrDefault(name, List.of());
    }

    /** {@return the settings of the section, over all files; empty if no file has it} */
    Optional<Section> section(String name, SettingTable table) {
        return all(name).stream()
                .map(section -> section.section(table))
                .reduce((earlier, later) -> later.over(earlier));
    }

    /** {@return the section's place; that of the whole file if no file has it} */
    ConfigNode place(String name) {
        return all(name).isEmpty() ? root : all(name).get(0);
    }

    ConfigNode root() {
        return root;
    }

    /** {@return the entries that are settings; what stands there only to hold an anchor is noted} */
    private static List<MapEntry> settings(ConfigNode file) {
        List<MapEntry> settings = new ArrayList<>();
        for (MapEntry entry : file.mapEntries()) {
            boolean known = KnownSettings.TOP.find(entry.name()).isPresent();
            if (!known && isWrapper(entry)) {
                entry.key().problem("the configuration stands one level too deep", "write it into a file of its own");
            } else if (!known && holdsAnAnchor(entry)) {
                entry.key().notice("not a setting: it is read only where an alias refers to it");
            } else {
                settings.add(entry);
            }
        }
        return settings;
    }

    /** The values of a Helm chart have a configuration below {@code proxy_config}, for example. */
    private static boolean isWrapper(MapEntry entry) {
        return entry.value().isMap()
                && entry.value().mapEntries().stream()
                        .anyMatch(inner -> inner.name().equals("model_list"));
    }

    private static boolean holdsAnAnchor(MapEntry entry) {
        boolean misspelt = KnownSettings.TOP.nearest(entry.name()).isPresent();
        return !misspelt && (entry.value().hasAnchor() || entry.name().startsWith("x-"));
    }
}
