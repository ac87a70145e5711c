package dev.quotarouter.config;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Checks that a tree can be walked: its anchors unfold to no more than a file's worth of nodes, none contains itself, and
 * no tag asks for more than plain values.
 */
final class YamlTree {
    private static final long MOST_NODES = 1_000_000;
    private static final long UNDER_WAY = -1;
    private static final Set<Tag> PLAIN = Set.of(
            Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE, Tag.YAML);

    private final Reading reading;
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
    private boolean sound = true;

    YamlTree(Reading reading) {
        this.reading = reading;
    }

    boolean isSound(Node root) {
        if (size(root) > MOST_NODES && sound) {
            fault(root, "the aliases unfold to more than " + MOST_NODES + " values", "use fewer aliases of aliases");
        }
        return sound;
    }

    private long size(Node node) {
        Long known = sizes.putIfAbsent(node, UNDER_WAY);
        if (known != null) {
            if (known == UNDER_WAY) {
                fault(node, "an anchor contains an alias of itself", "remove the alias");
                return 1;
            }
            return known;
        }
        if (!PLAIN.contains(node.getTag())) {
            fault(node, "there is a tag that means nothing here", "remove it");
        }
        long size = 1;
        for (Node child : (Iterable<Node>) children(node)::iterator) {
            size = Math.min(MOST_NODES + 1, size + size(child));
        }
        sizes.put(node, size);
        return size;
    }

    private static Stream<Node> children(Node node) {
        if (node instanceof MappingNode map) {
            return map.getValue().stream().flatMap(tuple -> Stream.of(tuple.getKeyNode(), tuple.getValueNode()));
        }
        return node instanceof SequenceNode list ? list.getValue().stream() : List.<Node>of().stream();
    }

    private void fault(Node node, String problem, String remedy) {
        sound = false;
        Origin origin = reading.origin(
                node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
        reading.findings().problem(origin, "(file)", problem, remedy);
    }
}
