package dev.quotarouter.config;

import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code model_list}: settings in three places.
 *
 * @param top what stands beside {@code model_name}
 * @param params {@code litellm_params} or {@code params}
 * @param info {@code model_info}, if written
 */
record ModelEntry(Section top, Section params, Optional<Section> info) {
    /** {@return a setting that LiteLLM reads in all three places, the strongest first} */
    Optional<ConfigNode> anywhere(String name) {
        return Section.first(List.of(top.find(name), params.find(name), info(name)));
    }

    /** {@return a setting that LiteLLM reads in two places, the stronger first} */
    Optional<ConfigNode> paramsOrInfo(String name) {
        return Section.first(List.of(params.find(name), info(name)));
    }

    Optional<ConfigNode> info(String name) {
        return info.flatMap(section -> section.find(name));
    }
}
