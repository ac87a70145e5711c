package dev.quotarouter.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an entry says of all its deployments alike: everything but model and key. */
record DeploymentSettings(
        Optional<String> id,
        Optional<String> project,
        Optional<String> tier,
        Optional<Long> rpm,
        Optional<Long> tpm,
        Optional<Long> rpd,
        Optional<URI> baseUrl,
        Optional<Duration> healthCheckTimeout,
        Optional<Boolean> noHealthCheck,
        RetryTerms retries,
        CooldownTerms cooldowns,
        TimeoutTerms timeouts,
        DeploymentTerms terms,
        DeploymentScope scope) {

    static DeploymentSettings read(ModelEntry entry) {
        Section params = entry.params();
        PatienceReader patience = new PatienceReader(entry);
        Optional<ConfigNode> baseUrl = Section.first(List.of(params.find("api_base"), params.find("base_url")));
        return new DeploymentSettings(
                entry.info("id").flatMap(setting -> setting.value(ValueKind.NAME)),
                params.value("project", ValueKind.NAME),
                params.value("tier", ValueKind.NAME),
                entry.anywhere("rpm").flatMap(setting -> setting.value(ValueKind.LIMIT)),
                entry.anywhere("tpm").flatMap(setting -> setting.value(ValueKind.LIMIT)),
                entry.anywhere("rpd").flatMap(setting -> setting.value(ValueKind.LIMIT)),
                baseUrl.flatMap(setting -> setting.value(ValueKind.BASE_URL)),
                entry.info("health_check_timeout").flatMap(setting -> setting.value(ValueKind.POSITIVE_SECONDS)),
                entry.info("disable_background_health_check").flatMap(setting -> setting.value(ValueKind.FLAG)),
                patience.retries(),
                patience.cooldowns(),
                patience.timeouts(),
                new TermsReader(entry).read(),
                ScopeReader.read(entry));
    }

    Deployment.Builder applyTo(Deployment.Builder deployment) {
        id.ifPresent(deployment::id);
        project.ifPresent(deployment::project);
        tier.ifPresent(deployment::tier);
        rpm.ifPresent(deployment::rpm);
        tpm.ifPresent(deployment::tpm);
        rpd.ifPresent(deployment::rpd);
        baseUrl.ifPresent(deployment::baseUrl);
        healthCheckTimeout.ifPresent(deployment::healthCheckTimeout);
        noHealthCheck.ifPresent(disabled -> deployment.healthCheck(!disabled));
        return deployment
                .retries(retries)
                .cooldowns(cooldowns)
                .timeouts(timeouts)
                .terms(terms)
                .scope(scope);
    }
}
