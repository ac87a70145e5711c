package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the whole file, section by section. */
final class ConfigFile {
    private final ConfigNode root;
    private final Reading reading;

    ConfigFile(ConfigNode root, Reading reading) {
        this.root = root;
        this.reading = reading;
    }

    RouterConfig read(Predicate<String> served) {
        if (!root.isMap()) {
            reading.findings()
                    .problem(root.origin(), "(file)", "the file is not a map of settings", "begin with model_list:");
            throw reading.findings().exception();
        }
        Section top = top();
        ModelListReader models = new ModelListReader(served);
        RouterConfig.Builder config = RouterConfig.builder();
        top.required("model_list", "model_list: with at least one entry").ifPresent(models::read);
        top.find("general_settings").ifPresent(settings -> settings.section(KnownSettings.GENERAL));
        Optional<Section> router = top.find("router_settings").map(settings -> settings.section(KnownSettings.ROUTER));
        Optional<Section> litellm =
                top.find("litellm_settings").map(settings -> settings.section(KnownSettings.LITELLM));
        new RouterSettingsReader(config).read(router, litellm);
        readAliases(router.flatMap(section -> section.find("model_group_alias")), models, config);
        reading.findings().throwIfAny();
        if (models.deployments().isEmpty()) {
            top.find("model_list")
                    .orElse(root)
                    .problem("none of its models is served", "add a model of a provider there is, such as gemini/…");
            throw reading.findings().exception();
        }
        models.deployments().forEach(config::deployment);
        reading.findings().notices().forEach(config::notice);
        return config.build();
    }

    /** {@return the sections; what stands there only to hold an anchor is noted, a file of another kind refused} */
    private Section top() {
        List<MapEntry> settings = new ArrayList<>();
        for (MapEntry entry : root.mapEntries()) {
            if (entry.name().equals("apiVersion") || entry.name().equals("kind")) {
                entry.key()
                        .problem(
                                "this is a Kubernetes object, not a configuration",
                                "write what stands below its data into a file of its own");
                throw reading.findings().exception();
            }
            if (entry.name().equals("include")) {
                entry.key().problem("other files are not included", "copy their content into this file");
            } else if (holdsAnAnchor(entry)) {
                entry.key().notice("not a setting: it is read only where an alias refers to it");
            } else {
                settings.add(entry);
            }
        }
        return root.section(KnownSettings.TOP, settings);
    }

    private static boolean holdsAnAnchor(MapEntry entry) {
        boolean known = KnownSettings.TOP.find(entry.name()).isPresent();
        boolean misspelt = KnownSettings.TOP.nearest(entry.name()).isPresent();
        return !known && !misspelt && (entry.value().hasAnchor() || entry.name().startsWith("x-"));
    }

    private static void readAliases(Optional<ConfigNode> aliases, ModelListReader models, RouterConfig.Builder config) {
        Set<String> servedGroups = new LinkedHashSet<>();
        models.deployments().forEach(deployment -> servedGroups.add(deployment.modelGroup()));
        aliases.ifPresent(node -> new AliasReader(node).resolve(models.groups(), servedGroups, config));
    }
}
