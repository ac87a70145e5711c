package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Other names for model groups; an alias may stand for several groups and for other aliases. */
final class Aliases {
    /** Takes the mistakes found. */
    @FunctionalInterface
    interface Report {
        void mistake(String alias, String problem, String remedy);
    }

    /** Far more than anyone writes by hand, and little enough to be resolved at once. */
    private static final int DEEPEST = 8;

    private static final long MOST_NAMES = 1_000_000;
    private static final String TOO_DEEP = "aliases of aliases go more than " + DEEPEST + " deep";

    /** What an alias stands for, and over how many aliases. */
    private record Target(List<String> groups, int depth) {}

    private final GroupNames groups;
    private final Map<String, List<String>> written;

    Aliases(GroupNames groups, Map<String, List<String>> written) {
        this.groups = groups;
        this.written = written;
    }

    /** {@return the model groups behind each alias, each group once; complete only if no mistake was reported} */
    Map<String, List<String>> resolve(Report report) {
        Map<String, Target> resolved = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        long names = 0;
        for (String alias : written.keySet()) {
            if (groups.has(alias)) {
                report.mistake(alias, "there is a model group of this name", "choose another name for the alias");
            }
            names += resolve(alias, resolved, open, report).groups.size();
            if (names > MOST_NAMES) {
                report.mistake(alias, "the aliases stand for too many model groups", "let each stand for a few");
                break;
            }
        }
        Map<String, List<String>> lists = new LinkedHashMap<>();
        resolved.forEach((alias, target) -> lists.put(alias, target.groups));
        return lists;
    }

    private Target resolve(String alias, Map<String, Target> resolved, List<String> open, Report report) {
        Target known = resolved.get(alias);
        if (known != null) {
            return known;
        }
        open.add(alias);
        Set<String> found = new LinkedHashSet<>();
        int depth = 1;
        for (String name : written.getOrDefault(alias, List.of())) {
            if (groups.has(name)) {
                found.add(name);
            } else if (open.contains(name)) {
                report.mistake(alias, "it stands for itself: " + circle(open, name), "name a model group");
            } else if (!written.containsKey(name) && groups.serve(name)) {
                found.add(name);
            } else if (!written.containsKey(name)) {
                report.mistake(alias, "there is no model group " + Shown.name(name), suggestion(name));
            } else if (open.size() == DEEPEST) {
                report.mistake(alias, TOO_DEEP, "name the model groups themselves");
            } else {
                Target next = resolve(name, resolved, open, report);
                found.addAll(next.groups);
                depth = Math.max(depth, next.depth + 1);
            }
        }
        if (depth > DEEPEST) {
            report.mistake(alias, TOO_DEEP, "name the model groups themselves");
            found.clear();
        }
        open.remove(open.size() - 1);
        Target target = new Target(List.copyOf(found), depth);
        resolved.put(alias, target);
        return target;
    }

    private static String circle(List<String> open, String target) {
        List<String> names = new ArrayList<>();
        open.subList(open.indexOf(target), open.size()).forEach(name -> names.add(Shown.name(name)));
        names.add(Shown.name(target));
        return String.join(" → ", names);
    }

    private String suggestion(String target) {
        Collection<String> names = new ArrayList<>(groups.all());
        names.addAll(written.keySet());
        return Nearest.to(target, names)
                .map(name -> "write " + Shown.name(name))
                .orElse("name one of the model groups of model_list");
    }
}
