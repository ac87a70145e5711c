package dev.quotarouter.config;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the whole file, section by section. Used once. */
final class ConfigFile {
    private final String yaml;
    private final Reading reading;
    private final Predicate<String> served;
    private final SettingTable general;

    ConfigFile(String yaml, Reading reading, Predicate<String> served, SettingTable general) {
        this.yaml = yaml;
        this.reading = reading;
        this.served = served;
        this.general = general;
    }

    /**
     * Reads everything.
     *
     * @throws ConfigException if there are mistakes
     */
    RouterConfig read() {
        Optional<ConfigNode> root = new YamlDocument(reading).compose(yaml);
        reading.findings().throwIfAny();
        if (root.isEmpty()) {
            throw new ConfigException(List.of(
                    new ConfigProblem(reading.file(), 0, 0, "(file)", "it has no settings", "begin with model_list:")));
        }
        refuseOtherKinds(root.get());
        return read(new TopLevel(root.get()));
    }

    /** Reads everything, and tells of every setting what becomes of it. */
    MigrationReport examine() {
        try {
            return new MigrationReport(Optional.of(read()), reading.findings().report(List.of()));
        } catch (ConfigException e) {
            return new MigrationReport(Optional.empty(), reading.findings().report(e.problems()));
        }
    }

    private RouterConfig read(TopLevel top) {
        top.all(WrittenVariables.SETTING).forEach(reading.secrets().written()::add);
        Optional<Section> router = top.section("router_settings", KnownSettings.ROUTER);
        Optional<Section> litellm = top.section("litellm_settings", ProxySettings.LITELLM);
        RouterConfigBuilder config = RouterConfig.builder();
        readGeneral(top.section("general_settings", general), config);
        new RouterSettingsReader(config).read(router, litellm);
        Credentials credentials = new Credentials(top.all("credential_list"));
        ModelListReader models =
                new ModelListReader(new ModelNameReader(served), credentials, DefaultParams.read(router));
        if (top.all("model_list").isEmpty()) {
            top.root().child("model_list").problem("it is missing", "write model_list: with at least one entry");
        }
        top.all("model_list").forEach(models::read);
        config.budgets(BudgetReader.ofRouter(router, litellm, models.providers(), models.models()));
        readNames(router, litellm, models, config);
        credentials.reportUnused();
        reading.secrets().reportWritten();
        reading.findings().throwIfAny();
        if (models.deployments().isEmpty()) {
            String why = String.join("; ", new LinkedHashSet<>(models.unserved().values()));
            top.place("model_list")
                    .problem(
                            "none of its models is served: " + why,
                            "add a model of a provider there is, such as gemini/…");
            throw reading.findings().exception();
        }
        models.deployments().forEach(config::deployment);
        models.unserved().forEach(config::unserved);
        reading.findings().notices().forEach(config::notice);
        reading.files().all().forEach(config::file);
        reading.path().ifPresent(config::source);
        return config.build();
    }

    private static void readGeneral(Optional<Section> general, RouterConfigBuilder config) {
        config.healthChecks(HealthCheckReader.read(general));
        general.flatMap(section -> section.find(ProxySettings.MASTER_KEY))
                .flatMap(new ApiKeyReader()::read)
                .ifPresent(config::masterKey);
    }

    private static void readNames(
            Optional<Section> router, Optional<Section> litellm, ModelListReader models, RouterConfigBuilder config) {
        GroupNames groups = new GroupNames(models.groups());
        GroupNames served = new GroupNames(
                models.deployments().stream().map(Deployment::modelGroup).toList());
        Optional<AliasReader> aliases =
                router.flatMap(section -> section.find("model_group_alias")).map(AliasReader::new);
        Map<String, List<String>> resolved =
                aliases.map(reader -> reader.resolve(groups, served, config)).orElse(Map.of());
        router.ifPresent(section -> new GroupPolicyReader(groups, resolved).read(section, config));
        FallbackTargets targets = new FallbackTargets(
                models.groups(), aliases.map(AliasReader::names).orElse(Set.of()), models.deployments());
        new FallbackReader(targets).read(router, litellm).ifPresent(config::fallbacks);
    }

    private void refuseOtherKinds(ConfigNode root) {
        if (!root.isMap()) {
            root.isNoConfiguration();
            throw reading.findings().exception();
        }
        for (MapEntry entry : root.mapEntries()) {
            if (entry.name().equals("apiVersion") || entry.name().equals("kind")) {
                entry.key()
                        .problem(
                                "this is a Kubernetes object, not a configuration",
                                "write what stands below its data into a file of its own");
                throw reading.findings().exception();
            }
        }
    }
}
