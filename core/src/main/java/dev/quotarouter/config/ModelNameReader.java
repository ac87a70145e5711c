package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads {@code model}: which provider's models an entry offers, and whether there is such a provider. */
final class ModelNameReader {
    private final Predicate<String> served;

    ModelNameReader(Predicate<String> served) {
        this.served = served;
    }

    /** {@return the models to serve; empty if all belong to others, so that nothing else of the entry matters} */
    Optional<List<String>> read(ConfigNode params) {
        if (!params.isMap()) {
            params.problem("it must be a map", "write model and api_key below it, indented");
            return Optional.empty();
        }
        Optional<ConfigNode> setting = params.mapEntries().stream()
                .filter(entry -> entry.name().equals("model") && !entry.value().isNull())
                .map(MapEntry::value)
                .findFirst();
        if (setting.isEmpty()) {
            params.child("model").problem("it is missing", "write model: gemini/gemini-2.5-pro");
            return Optional.of(List.of());
        }
        List<String> models = new ArrayList<>();
        boolean othersOnly = true;
        for (ConfigNode node : setting.get().oneOrMore()) {
            Optional<String> model = node.value(ValueKind.NAME);
            boolean others = model.isPresent() && isOthers(model.get(), node);
            if (model.isPresent() && !others && isSound(model.get(), node) && !models.contains(model.get())) {
                models.add(model.get());
            }
            othersOnly &= others;
        }
        return othersOnly && !setting.get().isEmptyList() ? Optional.empty() : Optional.of(models);
    }

    static void refuseWildcard(ConfigNode node) {
        node.problem("wildcards are not supported yet", "list the models, each by its name");
    }

    private boolean isOthers(String model, ConfigNode node) {
        int slash = model.indexOf('/');
        if (slash < 0 && !model.contains("*")) {
            node.notice("not served: no provider is named; a Gemini model is written gemini/…");
            return true;
        }
        if (slash > 0 && !served.test(model.substring(0, slash))) {
            node.notice("not served: there is no provider " + Shown.name(model.substring(0, slash)));
            return true;
        }
        return false;
    }

    private static boolean isSound(String model, ConfigNode node) {
        if (model.contains("*")) {
            refuseWildcard(node);
            return false;
        }
        int slash = model.indexOf('/');
        if (slash == 0 || model.substring(slash + 1).isBlank()) {
            node.problem("it must be provider/model", "write for example gemini/gemini-2.5-pro");
            return false;
        }
        return true;
    }
}
