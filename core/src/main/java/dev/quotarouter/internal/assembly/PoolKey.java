package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatProvider;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What makes a quota pool the same, whatever it is used through.
 *
 * @param project whose quota it is
 * @param baseModel under which name the provider counts
 * @param baseUrl where; empty for the provider's own address
 */
record PoolKey(Project project, String baseModel, Optional<URI> baseUrl) {
    /** {@return the pool that the deployment draws from} */
    static PoolKey of(Deployment deployment, ChatProvider provider) {
        Project project = new Project(
                provider.name(),
                deployment.project(),
                deployment.project().isPresent() ? Optional.empty() : Optional.of(deployment.apiKey()));
        return new PoolKey(project, provider.profile(deployment.providerModel()).baseModel(), deployment.baseUrl());
    }

    /** Whose quota it is: a named project's, or that of the project which a key has to itself. */
    record Project(String provider, Optional<String> name, Optional<ApiKey> key) {
        /** {@return the name by which a usage store knows the project: the same from start to start} */
        String storeName() {
            String owner = name.map(project -> "project=" + encoded(project))
                    .orElseGet(() -> key.map(PoolKey::storeName).orElse(""));
            return encoded(provider) + "/" + owner;
        }
    }

    /** {@return the pool that the deployment would draw from if nobody had written its project} */
    static PoolKey ofKeyAlone(Deployment deployment, ChatProvider provider) {
        Project project = new Project(provider.name(), Optional.empty(), Optional.of(deployment.apiKey()));
        return new PoolKey(project, provider.profile(deployment.providerModel()).baseModel(), deployment.baseUrl());
    }

    /** {@return the pool that takes this one's place when its key gives way to another; empty if it is not the key's own} */
    Optional<PoolKey> withKey(ApiKey from, ApiKey to) {
        return project.key().equals(Optional.of(from))
                ? Optional.of(new PoolKey(
                        new Project(project.provider(), Optional.empty(), Optional.of(to)), baseModel, baseUrl))
                : Optional.empty();
    }

    /** {@return what this and another pool have in common if their projects turn out to be one} */
    PoolKey ofAnyProject() {
        return new PoolKey(new Project(project.provider(), Optional.empty(), Optional.empty()), baseModel, baseUrl);
    }

    /** {@return the name by which a usage store knows the pool: the same from start to start} */
    String storeName() {
        String elsewhere = baseUrl.map(url -> "/" + encoded(url.toString())).orElse("");
        return project.storeName() + "/" + encoded(baseModel) + elsewhere;
    }

    /** {@return the name by which a usage store knows the key: a new key under an old name is another one} */
    static String storeName(ApiKey key) {
        return "key=" + key.fingerprint();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
