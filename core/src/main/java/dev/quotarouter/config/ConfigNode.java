package dev.quotarouter.config;

import dev.quotarouter.config.Variables.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One place in the file: it knows its path, line and column.
 *
 * <p>Whoever asks for something that is not there gets nothing, and the mistake is reported: reading goes on, so that one
 * report has all mistakes.
 */
final class ConfigNode {
    private final Node node;
    private final String path;
    private final Reading reading;

    ConfigNode(Node node, String path, Reading reading) {
        this.node = node;
        this.path = path;
        this.reading = reading;
    }

    /** {@return the same place under the name of something in it that is not written} */
    ConfigNode child(String name) {
        return new ConfigNode(node, path.isEmpty() ? name : path + "." + name, reading);
    }

    String path() {
        return path;
    }

    Origin origin() {
        Mark mark = node.getStartMark();
        return reading.origin(mark.getLine() + 1, mark.getColumn() + 1);
    }

    boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isEmptyList() {
        return node instanceof SequenceNode list && list.getValue().isEmpty();
    }

    boolean hasAnchor() {
        return node.getAnchor() != null;
    }

    /** Reports that a whole file is something else. */
    void isNoConfiguration() {
        reading.findings().problem(origin(), "(file)", "the file is not a map of settings", "begin with model_list:");
    }

    void problem(String problem, String remedy) {
        reading.findings().problem(origin(), path, problem, remedy);
    }

    void notice(String message) {
        reading.findings().notice(origin(), path, message);
    }

    /** {@return the settings in this map that mean something; unknown ones and those without effect are reported} */
    Section section(SettingTable table) {
        return section(table, mapEntries());
    }

    /** {@return those of this map's entries that are settings and mean something} */
    Section section(SettingTable table, List<MapEntry> entries) {
        Map<String, ConfigNode> settings = new LinkedHashMap<>();
        for (MapEntry entry : entries) {
            Optional<Setting> known = table.find(entry.name());
            if (known.isEmpty()) {
                KnownSettings.reportUnknown(entry, table);
                continue;
            }
            boolean isObeyed = known.get().standing() == Setting.Standing.OBEYED;
            if (!isObeyed) {
                entry.key().notice(known.get().notice());
            }
            if (!entry.value().isNull() && known.get().standing() != Setting.Standing.NO_EFFECT) {
                settings.put(entry.name(), entry.value());
                if (isObeyed) {
                    reading.findings().obeyed(entry.key().asObeyed(table.place(), entry.name(), text(entry.value())));
                }
            }
        }
        return new Section(this, settings);
    }

    /** Says that what stands here is obeyed. */
    void obeyed(String place, String name) {
        reading.findings().obeyed(asObeyed(place, name, ""));
    }

    private Obeyed asObeyed(String place, String name, String text) {
        return new Obeyed(origin(), path, place, name, text);
    }

    private static String text(ConfigNode value) {
        return value.node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** {@return the entries of this map, whose names are the user's own, merges included} */
    List<MapEntry> mapEntries() {
        if (node instanceof MappingNode map) {
            return new MapEntries(map, this).read();
        }
        problem("it must be a map", "write its settings below it, indented");
        return List.of();
    }

    /** {@return the items of this list} */
    List<ConfigNode> items() {
        if (node instanceof SequenceNode list) {
            List<ConfigNode> items = new ArrayList<>();
            for (Node item : list.getValue()) {
                items.add(new ConfigNode(item, path + "[" + items.size() + "]", reading));
            }
            return items;
        }
        problem("it must be a list", "write each entry behind a dash");
        return List.of();
    }

    /** {@return the items of this list, or this, where a list of one need not be written as one} */
    List<ConfigNode> oneOrMore() {
        if (!isList()) {
            return List.of(this);
        }
        List<ConfigNode> items = items();
        if (items.isEmpty()) {
            problem("the list is empty", "write at least one value");
        }
        return items;
    }

    <T> Optional<T> value(ValueKind<T> kind) {
        Substitution substitution = substitution().orElse(new Substitution.Missing("", ""));
        if (substitution instanceof Substitution.Literal literal) {
            String shown = kind.isShown() ? Shown.notThis(literal.text()) : "";
            return parse(kind, literal.text(), shown, kind.remedyFor(literal.text()));
        }
        return substitution instanceof Substitution.Substituted substituted
                ? parse(kind, substituted.text(), "", "write " + kind.example())
                : Optional.empty();
    }

    private <T> Optional<T> parse(ValueKind<T> kind, String text, String shown, String remedy) {
        Optional<T> value = kind.parse(text);
        if (value.isEmpty()) {
            problem("it must be " + kind.expected() + shown, remedy);
        }
        return value;
    }

    /** {@return the text with the environment's values in it; empty if something is missing, which is then reported} */
    Optional<Substitution> substitution() {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            problem("it must be a single value", "write one value behind the colon");
            return Optional.empty();
        }
        Substitution substitution = reading.variables().substitute(scalar.getValue());
        if (substitution instanceof Substitution.Missing missing) {
            problem(missing.problem(), missing.remedy());
            return Optional.empty();
        }
        return Optional.of(substitution);
    }

    /** {@return what the text stands for, if it addresses a secret source: {@code file:/run/secrets/gemini}} */
    Optional<Substitution> addressed(String text) {
        return reading.variables().addressed(text);
    }

    Secrets secrets() {
        return reading.secrets();
    }

    Reading reading() {
        return reading;
    }

    /** Notes that another value is used instead of this one. */
    void losesTo(ConfigNode winner) {
        String place = path.equals(winner.path) ? winner.origin().toString() : winner.path;
        notice("not used: " + place + " goes before it");
    }

    MapEntry entry(NodeTuple tuple) {
        Node key = tuple.getKeyNode();
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
        String step = path.isEmpty() ? Shown.step(name) : path + "." + Shown.step(name);
        return new MapEntry(
                name, new ConfigNode(key, step, reading), new ConfigNode(tuple.getValueNode(), step, reading));
    }
}
