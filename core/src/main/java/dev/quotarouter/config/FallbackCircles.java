package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds fallbacks that lead back to where they began. Two groups that help each other are common and no mistake. */
final class FallbackCircles {
    private final Map<String, List<String>> steps;
    private final List<List<String>> circles = new ArrayList<>();
    private final Set<String> done = new HashSet<>();

    FallbackCircles(Map<String, List<String>> steps) {
        this.steps = steps;
        steps.keySet().forEach(this::walk);
    }

    /** A step on the way, and how many of its names have been looked at. */
    private static final class Step {
        private final String name;
        private int next;

        Step(String name) {
            this.name = name;
        }
    }

    /** Notes each circle at the group that it was found from. */
    void report(Map<String, ConfigNode> places) {
        for (List<String> circle : circles) {
            ConfigNode place = places.get(circle.get(0));
            if (place != null) {
                place.notice("they lead back: "
                        + String.join(" → ", circle.stream().map(Shown::name).toList())
                        + "; each is asked once");
            }
        }
    }

    /** By hand, not by recursion: a chain may be as long as the file. */
    private void walk(String start) {
        List<Step> way = new ArrayList<>();
        enter(start, way);
        while (!way.isEmpty()) {
            Step last = way.get(way.size() - 1);
            List<String> names = steps.getOrDefault(last.name, List.of());
            if (last.next == names.size()) {
                way.remove(way.size() - 1);
            } else {
                follow(names.get(last.next++), way);
            }
        }
    }

    private void follow(String name, List<Step> way) {
        for (int i = 0; i < way.size(); i++) {
            if (way.get(i).name.equals(name)) {
                List<String> circle = new ArrayList<>(way.subList(i, way.size()).stream()
                        .map(step -> step.name)
                        .toList());
                circle.add(name);
                circles.add(circle);
                return;
            }
        }
        enter(name, way);
    }

    private void enter(String name, List<Step> way) {
        if (done.add(name)) {
            way.add(new Step(name));
        }
    }
}
