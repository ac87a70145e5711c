package dev.quotarouter.config;

import java.util.Optional;

/** {@code default_litellm_params}: what holds for entries that do not say it, unless {@code router_settings} says it for all. */
final class DefaultParams {
    private DefaultParams() {}

    static Optional<Section> read(Optional<Section> router) {
        Optional<Section> defaults = router.flatMap(section -> section.find("default_litellm_params"))
                .map(setting -> setting.section(ModelSettings.PARAMS));
        defaults.flatMap(section -> section.find("model"))
                .ifPresent(model -> model.problem("a default cannot name the model", "write model at each entry"));
        return defaults.map(section -> section.without(router));
    }
}
