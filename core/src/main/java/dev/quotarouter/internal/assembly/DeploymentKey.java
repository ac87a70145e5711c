package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.provider.ApiKey;
import java.net.URI;
import java.util.Optional;

/**
 * What makes a deployment the same, whatever name it is offered under and whatever its parameters are: what is called, with
 * which key, and where.
 */
record DeploymentKey(String model, ApiKey key, Optional<URI> baseUrl, Optional<String> id) {
    static DeploymentKey of(Deployment deployment) {
        return new DeploymentKey(deployment.model(), deployment.apiKey(), deployment.baseUrl(), deployment.id());
    }
}
