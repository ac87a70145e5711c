package dev.quotarouter.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * The text of a file as a tree of nodes with places. No Java object is made from a tag, and no text is large, deep or
 * woven enough to do harm. Of Kubernetes objects it is the configuration in a ConfigMap.
 */
final class YamlDocument {
    /** About 10,000 deployments. */
    static final int MOST_CHARACTERS = 3 * 1024 * 1024;

    private static final int DEEPEST = 40;
    private static final int MOST_DOCUMENTS = 1_000;

    private final Reading reading;

    YamlDocument(Reading reading) {
        this.reading = reading;
    }

    /** {@return the tree; empty if the text has nothing but comments, or a mistake, which is then reported} */
    Optional<ConfigNode> compose(String text) {
        if (text.length() > MOST_CHARACTERS) {
            report(null, "the file is larger than " + MOST_CHARACTERS + " characters", "write less");
            return Optional.empty();
        }
        String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Optional<Node> root = ConfigMap.mayBeIn(yaml) ? inKubernetes(yaml) : parse(yaml);
        return root.filter(node -> new YamlTree(reading).isSound(node)).map(node -> new ConfigNode(node, "", reading));
    }

    private Optional<Node> inKubernetes(String yaml) {
        List<Node> objects = parseAll(yaml);
        List<ScalarNode> found = new ArrayList<>();
        for (Node object : objects) {
            ConfigMap.of(object).ifPresent(map -> found.addAll(map.configurations()));
        }
        if (found.isEmpty()) {
            // Whoever reads it says what it lacks.
            return objects.stream().findFirst();
        }
        ScalarNode first = found.get(0);
        if (found.size() > 1) {
            Mark second = found.get(1).getStartMark();
            report(second, "a second configuration begins here", "keep one in the file");
        } else if (!ConfigMap.isBlock(first)) {
            report(first.getStartMark(), "its lines are not those of the file", "write it as a block behind |");
        } else {
            return parse(ConfigMap.alone(first, yaml));
        }
        return Optional.empty();
    }

    private Optional<Node> parse(String yaml) {
        try {
            return Optional.ofNullable(yaml().compose(new StringReader(yaml)));
        } catch (RuntimeException e) {
            report(yaml, e);
            return Optional.empty();
        }
    }

    private List<Node> parseAll(String yaml) {
        List<Node> documents = new ArrayList<>();
        try {
            for (Node document : yaml().composeAll(new StringReader(yaml))) {
                if (documents.size() == MOST_DOCUMENTS) {
                    report(document.getStartMark(), "there are too many documents", "keep the ConfigMap alone");
                    return List.of();
                }
                documents.add(document);
            }
            return documents;
        } catch (RuntimeException e) {
            report(yaml, e);
            return List.of();
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(DEEPEST);
        // YamlTree counts what aliases unfold to, which tells a bomb from a file with many anchors.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        return new Yaml(new SafeConstructor(options));
    }

    private void report(String yaml, RuntimeException e) {
        if (e instanceof MarkedYAMLException marked) {
            YamlMistake mistake = YamlMistake.of(marked, yaml);
            report(marked.getProblemMark(), mistake.problem(), mistake.remedy());
        } else if (e instanceof ReaderException character) {
            reportCharacter(yaml, character.getPosition());
        } else {
            // Too deep, or something the parser itself did not foresee. Its words may quote the file and are dropped.
            reportDepth(yaml);
        }
    }

    private void reportDepth(String yaml) {
        Mark place = tooDeep(yaml);
        if (place == null) {
            report(null, YamlMistake.OTHER.problem(), YamlMistake.OTHER.remedy());
        } else {
            report(place, "lists and maps are nested more than " + DEEPEST + " deep", "nest less");
        }
    }

    /** {@return where it became too deep, which the parser's exception does not say; null if it is something else} */
    private static @Nullable Mark tooDeep(String yaml) {
        int depth = 0;
        try {
            for (Event event : yaml().parse(new StringReader(yaml))) {
                if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                    return event.getStartMark();
                } else if (event instanceof CollectionEndEvent) {
                    depth--;
                }
            }
        } catch (RuntimeException sameAgain) {
            return null;
        }
        return null;
    }

    private void report(@Nullable Mark mark, String problem, String remedy) {
        Origin origin = mark == null ? reading.origin(1, 1) : reading.origin(mark.getLine() + 1, mark.getColumn() + 1);
        reading.findings().problem(origin, "(file)", problem, remedy);
    }

    private void reportCharacter(String yaml, int position) {
        String before = yaml.substring(0, Math.min(position, yaml.length()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        reading.findings()
                .problem(
                        reading.origin(line, column),
                        "(file)",
                        "there is a control character that YAML does not allow",
                        "remove it");
    }
}
