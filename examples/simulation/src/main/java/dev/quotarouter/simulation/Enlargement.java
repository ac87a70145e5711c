package dev.quotarouter.simulation;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.RouterConfigBuilder;
import dev.quotarouter.provider.ApiKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The same configuration with more projects or fewer, as far as it concerns one model. */
final class Enlargement {
    private final RouterConfig config;
    private final String model;
    private final List<Deployment> deployments;
    private final List<String> projects;

    Enlargement(RouterConfig config, String model) {
        this.config = config;
        this.model = model;
        deployments = deployments(config, model);
        projects = deployments.stream().map(DeclaredLimits::project).distinct().toList();
    }

    /** {@return the deployments that stand under the name, a model group or an alias} */
    static List<Deployment> deployments(RouterConfig config, String model) {
        Set<String> groups = Set.copyOf(config.aliases().getOrDefault(model, List.of(model)));
        return config.deployments().stream()
                .filter(deployment -> groups.contains(deployment.modelGroup()))
                .toList();
    }

    /** {@return how many projects there are} */
    int projects() {
        return projects.size();
    }

    /** {@return the configuration with the first so many projects; what is missing is copied from those that there are} */
    RouterConfig to(int number) {
        RouterConfigBuilder other = RouterConfig.builder()
                .routingStrategy(config.routingStrategy())
                .numRetries(config.numRetries())
                .timeout(config.timeout())
                .retryAfter(config.retryAfter())
                .cooldown(config.cooldown())
                .allowedFails(config.allowedFails())
                .maxQueueSize(config.maxQueueSize());
        Set<String> groups = new LinkedHashSet<>();
        for (int i = 0; i < number; i++) {
            String original = projects.get(i % projects.size());
            int copy = i / projects.size();
            for (Deployment deployment : deployments) {
                if (DeclaredLimits.project(deployment).equals(original)) {
                    groups.add(deployment.modelGroup());
                    other.deployment(copy == 0 ? deployment : copied(deployment, copy));
                }
            }
        }
        if (config.aliases().containsKey(model)) {
            other.alias(model, List.copyOf(groups));
        }
        return other.build();
    }

    private Deployment copied(Deployment deployment, int copy) {
        String key = deployment.apiKey().name() + " copy " + copy;
        Deployment.Builder copied = deployment.toBuilder().apiKey(new ApiKey(key, "no-key-" + number(key)));
        deployment.project().ifPresent(project -> copied.project(project + " copy " + copy));
        deployment.id().ifPresent(id -> copied.id(id + " copy " + copy));
        return copied.build();
    }

    // Keys are told apart by what stands in them, and a name may have characters that no key has.
    private static String number(String key) {
        return key.codePoints().mapToObj(Integer::toHexString).reduce("", String::concat);
    }
}
