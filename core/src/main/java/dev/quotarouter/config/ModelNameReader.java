package dev.quotarouter.config;

import dev.quotarouter.internal.name.NamePattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads {@code model}: which provider's models an entry offers, and whether there is such a provider. */
final class ModelNameReader {
    private final Predicate<String> served;

    ModelNameReader(Predicate<String> served) {
        this.served = served;
    }

    /**
     * What an entry offers.
     *
     * @param served the models to serve
     * @param others why its other models are not served
     */
    record Models(List<String> served, Set<String> others) {
        /** {@return whether all belong to others, so that nothing else of the entry matters} */
        boolean areOthersOnly() {
            return served.isEmpty() && !others.isEmpty();
        }
    }

    Models read(ConfigNode params) {
        List<String> models = new ArrayList<>();
        Set<String> others = new LinkedHashSet<>();
        Optional<ConfigNode> setting = params.mapEntries().stream()
                .filter(entry -> entry.name().equals("model") && !entry.value().isNull())
                .map(MapEntry::value)
                .findFirst();
        if (setting.isEmpty()) {
            params.child("model").problem("it is missing", "write model: gemini/gemini-2.5-pro");
            return new Models(models, others);
        }
        for (ConfigNode node : setting.get().oneOrMore()) {
            Optional<String> model = node.value(ValueKind.NAME);
            Optional<String> reason = model.flatMap(this::whyOthers);
            reason.ifPresent(why -> node.notice("not served: " + why));
            reason.ifPresent(others::add);
            if (model.isPresent() && reason.isEmpty() && isSound(model.get(), node) && !models.contains(model.get())) {
                models.add(model.get());
            }
        }
        return new Models(models, others);
    }

    private Optional<String> whyOthers(String model) {
        int slash = model.indexOf('/');
        if (slash < 0) {
            return Optional.of("no provider is named; a Gemini model is written gemini/…");
        }
        return slash > 0 && !NamePattern.isPattern(model.substring(0, slash)) && !served.test(model.substring(0, slash))
                ? Optional.of("there is no provider " + Shown.name(model.substring(0, slash)))
                : Optional.empty();
    }

    private static boolean isSound(String model, ConfigNode node) {
        Optional<WildcardRules.Mistake> mistake = WildcardRules.mistake("", model);
        if (mistake.isPresent()) {
            node.problem(mistake.get().problem(), mistake.get().remedy());
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
