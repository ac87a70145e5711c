package dev.quotarouter.config;

import dev.quotarouter.provider.ApiKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code model_list}: every combination of an entry's models and keys is a deployment. */
final class ModelListReader {
    /** A list of models and a list of keys multiply. */
    private static final int MOST_DEPLOYMENTS = 100_000;

    private final ModelNameReader modelNames;
    private final Credentials credentials;
    private final Optional<Section> defaults;
    private final ApiKeyReader keys = new ApiKeyReader();
    private final List<Deployment> deployments = new ArrayList<>();
    private final Map<String, Set<String>> groups = new LinkedHashMap<>();

    ModelListReader(ModelNameReader modelNames, Credentials credentials, Optional<Section> defaults) {
        this.modelNames = modelNames;
        this.credentials = credentials;
        this.defaults = defaults;
    }

    void read(ConfigNode list) {
        if (!list.isList()) {
            list.problem("it must be a list", "write each entry behind a dash");
            return;
        }
        List<ConfigNode> items = list.items();
        if (items.isEmpty()) {
            list.problem("the list is empty", "add at least one entry");
        }
        items.forEach(this::readEntry);
    }

    List<Deployment> deployments() {
        return deployments;
    }

    /** {@return every model group that is written, also if nothing in it is served} */
    Set<String> groups() {
        return groups.keySet();
    }

    /** {@return the model groups in which nothing is served, each with why} */
    Map<String, String> unserved() {
        Map<String, String> unserved = new LinkedHashMap<>();
        groups.forEach((group, reasons) -> unserved.put(group, String.join("; ", reasons)));
        deployments.forEach(deployment -> unserved.remove(deployment.modelGroup()));
        return unserved;
    }

    /** {@return the providers that serve something} */
    Set<String> providers() {
        return deployments.stream().map(Deployment::provider).collect(Collectors.toSet());
    }

    /** {@return the models that are served, each with its provider} */
    Set<String> models() {
        return deployments.stream().map(Deployment::model).collect(Collectors.toSet());
    }

    private void readEntry(ConfigNode node) {
        if (!node.isMap()) {
            node.problem("it must be a map", "write model_name and litellm_params");
            return;
        }
        Section top = node.section(ModelSettings.ENTRY);
        Optional<String> group = top.required("model_name", "model_name: gpt-4, the name that callers ask for")
                .flatMap(setting -> setting.value(ValueKind.NAME));
        Optional<ConfigNode> params = params(top).filter(ModelListReader::isMap);
        Optional<ModelNameReader.Models> models = params.map(modelNames::read);
        group.ifPresent(name -> groups.computeIfAbsent(name, first -> new LinkedHashSet<>())
                .addAll(models.map(ModelNameReader.Models::others).orElse(Set.of())));
        if (params.isEmpty() || models.isEmpty() || models.get().areOthersOnly()) {
            return;
        }
        Optional<String> sound = group.filter(name -> fits(name, models.get().served(), top));
        Optional<Section> info = top.find("model_info").map(section -> section.section(ModelSettings.INFO));
        Optional<Section> complete = withDefaults(params.get().section(ModelSettings.PARAMS));
        if (complete.isEmpty()) {
            return;
        }
        ModelEntry entry = new ModelEntry(top, complete.get(), info);
        DeploymentSettings settings = DeploymentSettings.read(entry);
        List<Deployment.Builder> combinations =
                combine(sound.orElse("?"), models.get().served(), entry);
        if (isSound(combinations.size(), entry)) {
            combinations.forEach(
                    deployment -> deployments.add(settings.applyTo(deployment).build()));
        }
    }

    /** {@return whether the stars of the model group fit those of its models; reported if they do not} */
    private static boolean fits(String group, List<String> models, Section top) {
        Optional<WildcardRules.Mistake> mistake = models.stream()
                .flatMap(model -> WildcardRules.mistake(group, model).stream())
                .findFirst();
        mistake.ifPresent(
                found -> top.find("model_name").ifPresent(place -> place.problem(found.problem(), found.remedy())));
        return mistake.isEmpty();
    }

    /** {@return the settings with those they lack; empty if they name a credential that is not there} */
    private Optional<Section> withDefaults(Section params) {
        Optional<ConfigNode> credential = params.find("litellm_credential_name");
        Optional<Section> named = credential.isPresent()
                ? credential.flatMap(credentials::named).map(params::withDefaults)
                : Optional.of(params);
        return named.map(section -> defaults.map(section::withDefaults).orElse(section));
    }

    private static boolean isMap(ConfigNode params) {
        if (!params.isMap()) {
            params.problem("it must be a map", "write model and api_key below it, indented");
        }
        return params.isMap();
    }

    private static Optional<ConfigNode> params(Section top) {
        Optional<ConfigNode> litellm = top.find("litellm_params");
        Optional<ConfigNode> ours = top.find("params");
        if (litellm.isPresent() && ours.isPresent()) {
            ours.get().problem("litellm_params is written too", "keep one of the two");
        }
        return litellm.isPresent() || ours.isPresent()
                ? litellm.or(() -> ours)
                : top.required("litellm_params", "litellm_params: with model and api_key");
    }

    private List<Deployment.Builder> combine(String group, List<String> models, ModelEntry entry) {
        Optional<List<ApiKey>> written = entry.params().find("api_key").map(this::apiKeys);
        List<Deployment.Builder> combinations = new ArrayList<>();
        for (String model : models) {
            for (ApiKey key : written.orElseGet(() -> defaultKey(model, entry))) {
                combinations.add(Deployment.builder(group, model)
                        .apiKey(key)
                        .origin(entry.top().node().origin()));
            }
            if (deployments.size() + combinations.size() > MOST_DEPLOYMENTS) {
                break;
            }
        }
        return combinations;
    }

    private List<ApiKey> apiKeys(ConfigNode setting) {
        return setting.oneOrMore().stream()
                .flatMap(node -> keys.read(node).stream())
                .distinct()
                .toList();
    }

    private List<ApiKey> defaultKey(String model, ModelEntry entry) {
        ConfigNode place = entry.params().node().child("api_key");
        return keys.readDefault(place, model.substring(0, model.indexOf('/'))).stream()
                .toList();
    }

    private boolean isSound(int combinations, ModelEntry entry) {
        Optional<ConfigNode> id = entry.info("id");
        if (combinations > 1 && id.isPresent()) {
            id.get().problem("one id cannot name " + combinations + " deployments", "give each an entry of its own");
            return false;
        }
        if (deployments.size() + combinations > MOST_DEPLOYMENTS) {
            entry.top().node().problem("there are more than " + MOST_DEPLOYMENTS + " deployments", "write fewer");
            return false;
        }
        return true;
    }
}
