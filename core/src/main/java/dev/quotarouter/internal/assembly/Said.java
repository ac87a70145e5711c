package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.CooldownSettings;
import dev.quotarouter.config.CooldownTerms;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.DeploymentTerms;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.TimeoutSettings;
import dev.quotarouter.config.TimeoutTerms;
import java.util.OptionalLong;

/**
 * What is said of a deployment that holds whatever name it is reached by. Where several entries speak of it, the first that says
 * a thing has said it; what they say of it goes before what is said for their model groups.
 */
record Said(
        DeploymentTerms terms,
        OptionalLong maxInputTokens,
        OptionalLong maxOutputTokens,
        TimeoutTerms timeouts,
        CooldownTerms cooldowns,
        CooldownTerms ofGroups) {
    /** {@return what one entry says, and its model group} */
    static Said of(RouterConfig config, Deployment deployment) {
        return new Said(
                deployment.terms(),
                deployment.scope().maxInputTokens(),
                deployment.scope().maxOutputTokens(),
                deployment.timeouts(),
                deployment.cooldowns(),
                config.group(deployment.modelGroup()).cooldowns());
    }

    /** {@return this, and where it says nothing that} */
    Said or(Said that) {
        return new Said(
                terms.or(that.terms),
                maxInputTokens.isPresent() ? maxInputTokens : that.maxInputTokens,
                maxOutputTokens.isPresent() ? maxOutputTokens : that.maxOutputTokens,
                timeouts.or(that.timeouts),
                cooldowns.or(that.cooldowns),
                ofGroups.or(that.ofGroups));
    }

    TimeoutSettings timeoutsIn(RouterConfig config) {
        return config.timeouts().with(timeouts);
    }

    CooldownSettings cooldownsIn(RouterConfig config) {
        return config.cooldowns().with(ofGroups).with(cooldowns);
    }
}
