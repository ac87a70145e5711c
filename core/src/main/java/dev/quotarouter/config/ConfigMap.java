package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A Kubernetes ConfigMap with a configuration in its {@code data}. What stands behind the {@code |} is read where it stands:
 * everything around it becomes empty lines, so that lines and columns are those of the file.
 */
final class ConfigMap {
    private static final Pattern SIGN = Pattern.compile("(?m)^kind:\\s*[\"']?ConfigMap\\b");
    private static final Pattern CONFIGURATION = Pattern.compile("(?m)^model_list\\s*:");

    private final MappingNode data;

    private ConfigMap(MappingNode data) {
        this.data = data;
    }

    /** {@return whether the text may have one, perhaps among other objects} */
    static boolean mayBeIn(String yaml) {
        return SIGN.matcher(yaml).find();
    }

    /** {@return the object's data, if it is a ConfigMap} */
    static Optional<ConfigMap> of(Node root) {
        boolean isOne = value(root, "kind")
                .filter(kind ->
                        kind instanceof ScalarNode scalar && scalar.getValue().equals("ConfigMap"))
                .isPresent();
        return value(root, "data")
                .filter(data -> isOne && data instanceof MappingNode)
                .map(data -> new ConfigMap((MappingNode) data));
    }

    private static Optional<Node> value(Node map, String name) {
        return map instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(name))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    /** {@return the values in it that are a configuration} */
    List<ScalarNode> configurations() {
        List<ScalarNode> found = new ArrayList<>();
        for (NodeTuple entry : data.getValue()) {
            if (entry.getValueNode() instanceof ScalarNode value
                    && CONFIGURATION.matcher(value.getValue()).find()) {
                found.add(value);
            }
        }
        return found;
    }

    /** {@return whether the value is written so that its lines are lines of the file} */
    static boolean isBlock(ScalarNode value) {
        return value.getScalarStyle() == ScalarStyle.LITERAL;
    }

    /** {@return the whole text with nothing in it but the value, in its place} */
    static String alone(ScalarNode value, String yaml) {
        String[] lines = yaml.split("\n", -1);
        int first = value.getStartMark().getLine() + 1;
        int end = value.getEndMark().getLine() + (value.getEndMark().getColumn() > 0 ? 1 : 0);
        StringBuilder alone = new StringBuilder("\n".repeat(first));
        boolean begun = false;
        for (int line = first; line < Math.min(end, lines.length); line++) {
            // An indented "---" would not be the beginning of a document any more.
            boolean isBeginning = !begun && lines[line].strip().equals("---");
            begun |= !lines[line].isBlank();
            alone.append(isBeginning ? "" : lines[line]).append('\n');
        }
        return alone.toString();
    }
}
