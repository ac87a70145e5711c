package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the entries of a map together with what {@code <<:} merges into it. As YAML says: what is written in the map itself
 * goes before what is merged, and of several merged maps the earlier one goes before.
 */
final class MapEntries {
    private static final String MERGE = "<<";

    private final MappingNode map;
    private final ConfigNode place;

    MapEntries(MappingNode map, ConfigNode place) {
        this.map = map;
        this.place = place;
    }

    List<MapEntry> read() {
        Map<String, MapEntry> entries = new LinkedHashMap<>();
        addAll(map, entries);
        return new ArrayList<>(entries.values());
    }

    private void addAll(MappingNode from, Map<String, MapEntry> entries) {
        Map<String, MapEntry> own = new LinkedHashMap<>();
        for (NodeTuple tuple : from.getValue()) {
            MapEntry entry = place.entry(tuple);
            if (!(tuple.getKeyNode() instanceof ScalarNode)) {
                entry.key().problem("a setting's name must be a plain word", "write name: value");
                continue;
            }
            MapEntry first = own.putIfAbsent(entry.name(), entry);
            if (first != null) {
                entry.key()
                        .problem(
                                "it is written twice, first on line "
                                        + first.key().origin().line(),
                                "keep one of the two");
            }
        }
        own.forEach((name, entry) -> {
            if (!name.equals(MERGE)) {
                entries.putIfAbsent(name, entry);
            }
        });
        for (NodeTuple tuple : from.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(MERGE)) {
                merge(tuple.getValueNode(), place.entry(tuple), entries);
            }
        }
    }

    private void merge(Node source, MapEntry merge, Map<String, MapEntry> entries) {
        List<Node> sources = source instanceof SequenceNode list ? list.getValue() : List.of(source);
        for (Node each : sources) {
            if (each instanceof MappingNode merged) {
                addAll(merged, entries);
            } else {
                merge.key().problem("only maps can be merged", "write <<: *name or <<: [*name, *other]");
            }
        }
    }
}
