package dev.quotarouter.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows {@code include}: the files that a file names, seen from its folder, and those that they name. Each is read once.
 * Mistakes in them have their own file's lines.
 */
final class Includes {
    static final String SETTING = "include";
    private static final int MOST_FILES = 100;

    private final List<ConfigNode> roots = new ArrayList<>();
    private final Set<Path> seen = new LinkedHashSet<>();
    private final List<Path> open = new ArrayList<>();

    /** {@return the maps of settings of the file and all that it includes, a file before those it includes} */
    List<ConfigNode> follow(ConfigNode root) {
        root.reading().path().map(Includes::identity).ifPresent(open::add);
        seen.addAll(open);
        add(root);
        return roots;
    }

    private void add(ConfigNode root) {
        roots.add(root);
        for (MapEntry entry : root.mapEntries()) {
            if (entry.name().equals(SETTING) && !entry.value().isNull()) {
                entry.value().oneOrMore().forEach(this::include);
            }
        }
    }

    private void include(ConfigNode place) {
        Optional<Path> from = place.reading().path();
        Optional<String> name = place.value(ValueKind.PATH);
        if (from.isEmpty()) {
            place.problem("a text cannot include files", "read the configuration from a file");
        } else if (name.isPresent()) {
            try {
                include(place, Reading.folderOf(from.get()).resolve(name.get()).normalize());
            } catch (InvalidPathException e) {
                place.problem("it is no path", "write the path of a file, seen from this one");
            }
        }
    }

    private void include(ConfigNode place, Path file) {
        Path identity = identity(file);
        if (open.contains(identity)) {
            place.problem("the file includes itself: " + circle(identity), "remove one of the includes");
        } else if (seen.size() == MOST_FILES) {
            place.problem("there are more than " + MOST_FILES + " files", "include fewer");
        } else if (!seen.add(identity)) {
            place.notice("not used: the file is included elsewhere already");
        } else {
            open.add(identity);
            read(place, file).ifPresent(this::add);
            open.remove(identity);
        }
    }

    private static Optional<ConfigNode> read(ConfigNode place, Path file) {
        place.reading().files().add(file);
        FileText text = FileText.of(file);
        if (text.text().isEmpty()) {
            place.problem("the included file " + Shown.path(file.toString()) + ": " + text.problem(), text.remedy());
            return Optional.empty();
        }
        Optional<ConfigNode> root =
                new YamlDocument(place.reading().of(file)).compose(text.text().get());
        root.filter(node -> !node.isMap()).ifPresent(ConfigNode::isNoConfiguration);
        return root.filter(ConfigNode::isMap);
    }

    private String circle(Path file) {
        List<String> names = new ArrayList<>();
        open.subList(open.indexOf(file), open.size()).forEach(path -> names.add(lastOf(path)));
        names.add(lastOf(file));
        return String.join(" → ", names);
    }

    private static String lastOf(Path file) {
        Path last = file.getFileName();
        return Shown.path(last == null ? "" : last.toString());
    }

    private static Path identity(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
