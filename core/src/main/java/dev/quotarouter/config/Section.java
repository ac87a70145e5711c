package dev.quotarouter.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The settings of one place that have a value and a meaning. */
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

    void forEach(BiConsumer<String, ConfigNode> action) {
        settings.forEach(action);
    }

    /** {@return the settings of both; where both have one, this one's, and the other is noted} */
    Section over(Section weaker) {
        settings.forEach((name, winner) -> weaker.find(name).ifPresent(loser -> loser.losesTo(winner)));
        return withDefaults(weaker);
    }

    /** {@return the settings of both; where both have one, this one's} */
    Section withDefaults(Section defaults) {
        Map<String, ConfigNode> both = new LinkedHashMap<>(settings);
        defaults.settings.forEach(both::putIfAbsent);
        return new Section(node, both);
    }

    /** {@return the same place without any setting} */
    Section nothing() {
        return new Section(node, Map.of());
    }

    /** {@return the settings that the other does not have; those that it has are noted} */
    Section without(Optional<Section> stronger) {
        Map<String, ConfigNode> rest = new LinkedHashMap<>(settings);
        settings.forEach(
                (name, loser) -> stronger.flatMap(section -> section.find(name)).ifPresent(winner -> {
                    loser.losesTo(winner);
                    rest.remove(name);
                }));
        return new Section(node, rest);
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
        written.stream().skip(1).forEach(loser -> loser.losesTo(written.get(0)));
        return written.stream().findFirst();
    }
}
