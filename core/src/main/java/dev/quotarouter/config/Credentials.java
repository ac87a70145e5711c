package dev.quotarouter.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code credential_list}: settings under a name, for entries that say {@code litellm_credential_name}. Read once used. */
final class Credentials {
    private final Map<String, Section> credentials = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    Credentials(List<ConfigNode> lists) {
        for (ConfigNode list : lists) {
            list.items().forEach(this::add);
        }
    }

    private void add(ConfigNode item) {
        Section credential = item.section(KnownSettings.CREDENTIAL);
        Optional<String> name = credential
                .required("credential_name", "credential_name: and what litellm_credential_name calls it")
                .flatMap(setting -> setting.value(ValueKind.NAME));
        if (name.isPresent() && credentials.putIfAbsent(name.get(), credential) != null) {
            credential.node().problem("there is another credential of this name", "choose another name");
        }
    }

    /** {@return the settings of the credential that is named here; empty if there is none, which is then reported} */
    Optional<Section> named(ConfigNode place) {
        Optional<String> name = place.value(ValueKind.NAME);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Section credential = credentials.get(name.get());
        if (credential == null) {
            place.problem(
                    "there is no credential " + Shown.name(name.get()),
                    Nearest.to(name.get(), credentials.keySet())
                            .map(near -> "write " + Shown.name(near))
                            .orElse("write it in credential_list"));
            return Optional.empty();
        }
        used.add(name.get());
        return Optional.of(credential
                .find("credential_values")
                .map(values -> values.section(ModelSettings.PARAMS))
                .orElse(credential.nothing()));
    }

    void reportUnused() {
        credentials.forEach((name, credential) -> {
            if (!used.contains(name)) {
                credential.node().notice("not used: no deployment that is served names it");
            }
        });
    }
}
