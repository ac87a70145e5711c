package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads {@code fallbacks} and its kin, from {@code router_settings} or else from {@code litellm_settings}: a list of {@code
 * group: [names]}, or such a map; a bare name in the list is for every model group.
 */
final class FallbackReader {
    private final FallbackTargets targets;
    private final Fallbacks.Builder fallbacks = Fallbacks.builder();
    private boolean written;

    FallbackReader(FallbackTargets targets) {
        this.targets = targets;
    }

    /** {@return what is written; empty if nothing is} */
    Optional<Fallbacks> read(Optional<Section> router, Optional<Section> litellm) {
        read("fallbacks", router, litellm, fallbacks::after);
        first("default_fallbacks", router, litellm)
                .ifPresent(list -> names(Fallbacks.EVERY_GROUP, list.oneOrMore(), fallbacks::after));
        read("context_window_fallbacks", router, litellm, fallbacks::afterContextWindow);
        read("content_policy_fallbacks", router, litellm, fallbacks::afterContentPolicy);
        first("max_fallbacks", router, litellm)
                .flatMap(setting -> setting.value(ValueKind.RETRIES))
                .ifPresent(fallbacks::max);
        return written ? Optional.of(fallbacks.build()) : Optional.empty();
    }

    private Optional<ConfigNode> first(String name, Optional<Section> router, Optional<Section> litellm) {
        Optional<ConfigNode> setting = Section.first(
                List.of(router.flatMap(section -> section.find(name)), litellm.flatMap(section -> section.find(name))));
        written |= setting.isPresent();
        return setting;
    }

    private void read(
            String name, Optional<Section> router, Optional<Section> litellm, BiConsumer<String, List<String>> to) {
        Optional<ConfigNode> setting = first(name, router, litellm).filter(node -> !node.isEmptyList());
        if (setting.isEmpty()) {
            return;
        }
        Map<String, ConfigNode> places = new LinkedHashMap<>();
        Map<String, List<String>> steps = new LinkedHashMap<>();
        for (ConfigNode item : setting.get().oneOrMore()) {
            if (item.isMap()) {
                item.mapEntries().forEach(entry -> readGroup(entry, places, steps));
            } else {
                item.notice("it is for every model group, as in default_fallbacks; LiteLLM refuses such a list");
                names(Fallbacks.EVERY_GROUP, List.of(item), to);
            }
        }
        steps.forEach(to);
        new FallbackCircles(steps).report(places);
    }

    private void readGroup(MapEntry entry, Map<String, ConfigNode> places, Map<String, List<String>> steps) {
        String group = targets.asked(entry.name());
        ConfigNode earlier = places.putIfAbsent(group, entry.key());
        if (earlier != null) {
            entry.key().losesTo(earlier);
        } else if (group.equals(Fallbacks.EVERY_GROUP) || isKnown(group, entry.key())) {
            names(group, entry.value().oneOrMore(), steps::put);
        }
    }

    private void names(String group, List<ConfigNode> written, BiConsumer<String, List<String>> to) {
        List<String> names = new ArrayList<>();
        for (ConfigNode node : written) {
            node.value(ValueKind.NAME).filter(name -> isKnown(name, node)).ifPresent(name -> {
                if (name.equals(group)) {
                    node.notice("no effect: a model group does not follow itself");
                } else if (!targets.isServed(name)) {
                    node.notice("not served: no deployment of it is");
                } else if (!names.contains(name)) {
                    names.add(name);
                }
            });
        }
        to.accept(group, names);
    }

    private boolean isKnown(String name, ConfigNode place) {
        if (targets.isKnown(name)) {
            return true;
        }
        place.problem(
                "there is no model group " + Shown.name(name),
                targets.nearest(name)
                        .map(near -> "write " + Shown.name(near))
                        .orElse("name one of the model groups of model_list, an alias, or the id of a deployment"));
        return false;
    }
}
