package dev.quotarouter.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of one place that have a value and are obeyed. */
final class Section {
    private final ConfigNode node;
    private final Map<String, ConfigNode> settings;

    Section(ConfigNode node, Map<String, ConfigNode> settings) {
        this.node = node;
        this.settings = settings;
    }

    /** {@return the place as a whole} */
    ConfigNode node() {
        return node;
    }

    Optional<ConfigNode> find(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** {@return the value; empty if it is not written, or wrong, which is then reported} */
    <T> Optional<T> value(String name, ValueKind<T> kind) {
        return find(name).flatMap(setting -> setting.value(kind));
    }

    /** {@return a setting that must be written; reported if it is not} */
    Optional<ConfigNode> required(String name, String example) {
        if (!settings.containsKey(name)) {
            node.child(name).problem("it is missing", "write " + example);
        }
        return find(name);
    }

    /** {@return the first of the settings that is written; those that lose to it are noted} */
    static Optional<ConfigNode> first(List<Optional<ConfigNode>> settings) {
        List<ConfigNode> written = settings.stream().flatMap(Optional::stream).toList();
        written.stream()
                .skip(1)
                .forEach(loser -> loser.notice("not used: " + written.get(0).path() + " goes before it"));
        return written.stream().findFirst();
    }
}
