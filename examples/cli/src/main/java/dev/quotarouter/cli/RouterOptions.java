package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.QuotaRouterBuilder;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.config.MigrationReport;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.store.FileUsageStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say which router a command talks to, and under which name. */
final class RouterOptions {
    /** The only provider in the program's jar. */
    private static final Set<String> PROVIDERS = Set.of("gemini");

    private final Function<String, Optional<String>> environment;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "quota-router.yaml",
            description = "The configuration; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "The name to ask for; may be left out where all names mean the same.")
    private Optional<String> model = Optional.empty();

    RouterOptions(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    Path file() {
        return file;
    }

    Optional<String> model() {
        return model;
    }

    /**
     * {@return a router as the file describes it; the caller closes it}
     *
     * @throws dev.quotarouter.error.ConfigException if the file has mistakes
     */
    QuotaRouter open(Path configuration) {
        return QuotaRouter.builder().config(read(configuration)).build();
    }

    QuotaRouter open() {
        return open(file);
    }

    /**
     * {@return a router as the file describes it, for looking at only: it knows what the usage store remembers, and leaves it to
     * whoever uses it; the caller closes it}
     *
     * @throws dev.quotarouter.error.ConfigException if the file has mistakes
     */
    QuotaRouter look() {
        RouterConfig config = read(file);
        QuotaRouterBuilder builder = QuotaRouter.builder().config(config);
        config.usageFile().map(FileUsageStore::reading).ifPresent(builder::usageStore);
        return builder.build();
    }

    /** {@return who uses the usage store now, as a sentence; empty if nobody does, or there is none} */
    Optional<String> usage() {
        return read(file)
                .usageFile()
                .flatMap(usage -> FileUsageStore.user(usage)
                        .map(user -> usage + ": in use by " + user + "; shown as it is in the file now"));
    }

    /** {@return what becomes of every setting of the file, mistakes included} */
    MigrationReport examine(Path configuration) {
        return reader().examine(configuration);
    }

    RouterConfig read(Path configuration) {
        return reader().read(configuration);
    }

    /** {@return what the file says, with the key by which callers are let in} */
    RouterConfig readWithMasterKey() {
        return reader().withMasterKey().read(file);
    }

    private ConfigReader reader() {
        return ConfigReader.create().environment(environment).providers(PROVIDERS::contains);
    }

    /**
     * {@return the name to ask for: the one given, or the only one there is}
     *
     * @throws ParameterException if the name is unknown, or none is given and there are several
     */
    String modelOf(QuotaRouter router) {
        Map<String, List<String>> models = router.status().models();
        String name = model.orElseGet(() -> only(models));
        if (!models.containsKey(name) && !isServed(router, name)) {
            throw wrongUse("there is no model \"" + Endings.oneLine(name) + "\"; there are: "
                    + String.join(", ", models.keySet()));
        }
        return name;
    }

    // No list has what wildcards catch, ids of deployments and hidden aliases.
    private static boolean isServed(QuotaRouter router, String name) {
        try {
            return !name.isBlank()
                    && !router.explain(ChatRequest.of(name, "?")).deployments().isEmpty();
        } catch (NoSuitableDeploymentException e) {
            return false;
        }
    }

    ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    // Another name for the same deployments is no choice.
    private String only(Map<String, List<String>> models) {
        if (Set.copyOf(models.values()).size() > 1) {
            throw wrongUse("say which model with -m; there are: " + String.join(", ", models.keySet()));
        }
        return models.keySet().iterator().next();
    }
}
