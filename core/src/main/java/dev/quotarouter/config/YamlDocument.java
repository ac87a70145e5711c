package dev.quotarouter.config;

import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * The text of a file as a tree of nodes with places. No Java object is made from a tag, and no text is large, deep or
 * woven enough to do harm.
 */
final class YamlDocument {
    /** About 10,000 deployments. */
    static final int MOST_CHARACTERS = 3 * 1024 * 1024;

    private static final int DEEPEST = 40;

    private final Reading reading;

    YamlDocument(Reading reading) {
        this.reading = reading;
    }

    /** {@return the tree; empty if the text has nothing but comments, or a mistake, which is then reported} */
    Optional<ConfigNode> compose(String text) {
        if (text.length() > MOST_CHARACTERS) {
            tooLarge();
            return Optional.empty();
        }
        String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            Node root = yaml().compose(new StringReader(yaml));
            return root != null && new YamlTree(reading).isSound(root)
                    ? Optional.of(new ConfigNode(root, "", reading))
                    : Optional.empty();
        } catch (MarkedYAMLException e) {
            YamlMistake mistake = YamlMistake.of(e);
            report(e.getProblemMark(), mistake.problem(), mistake.remedy());
        } catch (ReaderException e) {
            reportCharacter(yaml, e.getPosition());
        } catch (YAMLException e) {
            // The one mistake that comes without its place; the parser's own words quote the file and are dropped.
            report(tooDeep(yaml), "lists and maps are nested more than " + DEEPEST + " deep", "nest less");
        }
        return Optional.empty();
    }

    void tooLarge() {
        report(null, "the file is larger than " + MOST_CHARACTERS + " characters", "split it, or write less");
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(DEEPEST);
        // YamlTree counts what aliases unfold to, which tells a bomb from a file with many anchors.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        return new Yaml(new SafeConstructor(options));
    }

    private static @Nullable Mark tooDeep(String yaml) {
        int depth = 0;
        for (Event event : yaml().parse(new StringReader(yaml))) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                return event.getStartMark();
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
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
