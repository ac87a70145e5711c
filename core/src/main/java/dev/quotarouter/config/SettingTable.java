package dev.quotarouter.config;

import dev.quotarouter.config.Setting.Standing;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings that are known in one place of the file. Immutable. */
final class SettingTable {
    private final String place;
    private final Map<String, Setting> settings;

    private SettingTable(String place, Map<String, Setting> settings) {
        this.place = place;
        this.settings = settings;
    }

    static SettingTable of(String place) {
        return new SettingTable(place, Map.of());
    }

    SettingTable obeyed(String... names) {
        return with(Standing.OBEYED, "", names);
    }

    SettingTable notYet(String reason, String... names) {
        return with(Standing.NOT_YET, reason, names);
    }

    SettingTable noEffect(String reason, String... names) {
        return with(Standing.NO_EFFECT, reason, names);
    }

    /** {@return this table, but for one of its settings, which is obeyed} */
    SettingTable obeying(String name) {
        Map<String, Setting> others = new LinkedHashMap<>(settings);
        others.remove(name);
        return new SettingTable(place, others).obeyed(name);
    }

    private SettingTable with(Standing standing, String reason, String... names) {
        Map<String, Setting> more = new LinkedHashMap<>(settings);
        for (String name : names) {
            if (more.put(name, new Setting(name, standing, reason)) != null) {
                throw new IllegalArgumentException(name + " stands twice in the table of " + place);
            }
        }
        return new SettingTable(place, more);
    }

    /** {@return where these settings stand, for example {@code router_settings}} */
    String place() {
        return place;
    }

    @Override
    public String toString() {
        return place;
    }

    Collection<Setting> settings() {
        return settings.values();
    }

    Optional<Setting> find(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    Optional<String> nearest(String name) {
        return Nearest.to(name, settings.keySet());
    }
}
