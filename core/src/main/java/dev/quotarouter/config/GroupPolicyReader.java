package dev.quotarouter.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads {@code model_group_retry_policy} and {@code model_group_allowed_fails_policy}: a policy for each model group or alias.
 *
 * <p>Retries belong to requests: those of an alias hold for who asks for it, and an alias of one group that has none takes the
 * group's. Failures belong to deployments: what is said of an alias is said of the groups behind it that say nothing.
 */
final class GroupPolicyReader {
    private final GroupNames groups;
    private final Map<String, List<String>> aliases;

    /**
     * Reads for these names.
     *
     * @param groups every model group that is written
     * @param aliases the model groups behind each alias
     */
    GroupPolicyReader(GroupNames groups, Map<String, List<String>> aliases) {
        this.groups = groups;
        this.aliases = aliases;
    }

    void read(Section router, RouterConfigBuilder config) {
        Map<String, Map<ErrorClass, Integer>> retries =
                policies(router, "model_group_retry_policy", PolicyReader::retries);
        Map<String, Map<ErrorClass, Integer>> allowedFails =
                policies(router, "model_group_allowed_fails_policy", PolicyReader::allowedFails);
        aliases.forEach((alias, names) -> {
            if (names.size() == 1 && retries.containsKey(names.get(0))) {
                retries.putIfAbsent(alias, retries.getOrDefault(names.get(0), Map.of()));
            }
            if (allowedFails.containsKey(alias)) {
                names.forEach(name -> allowedFails.putIfAbsent(name, allowedFails.getOrDefault(alias, Map.of())));
            }
        });
        Set<String> names = new LinkedHashSet<>(retries.keySet());
        names.addAll(allowedFails.keySet());
        for (String name : names) {
            RetryTerms ofRetries = RetryTerms.NONE.withPolicy(retries.getOrDefault(name, Map.of()));
            CooldownTerms ofCooldowns = CooldownTerms.NONE.withPolicy(allowedFails.getOrDefault(name, Map.of()));
            config.group(name, new GroupTerms(ofRetries, ofCooldowns));
        }
    }

    private Map<String, Map<ErrorClass, Integer>> policies(
            Section router, String name, Function<ConfigNode, Map<ErrorClass, Integer>> kind) {
        Map<String, Map<ErrorClass, Integer>> policies = new LinkedHashMap<>();
        List<MapEntry> entries = router.find(name).map(ConfigNode::mapEntries).orElse(List.of());
        for (MapEntry entry : entries) {
            Map<ErrorClass, Integer> policy = kind.apply(entry.value());
            if (groups.has(entry.name()) || aliases.containsKey(entry.name())) {
                policies.put(entry.name(), policy);
            } else {
                entry.key().problem("there is no model group " + Shown.name(entry.name()), remedy(entry.name()));
            }
        }
        return policies;
    }

    private String remedy(String name) {
        return Nearest.to(name, groups.all())
                .map(near -> "write " + Shown.name(near))
                .orElse("name one of the model groups of model_list");
    }
}
