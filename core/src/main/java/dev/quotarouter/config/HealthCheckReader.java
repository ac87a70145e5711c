package dev.quotarouter.config;

import java.util.Optional;

/** Reads what {@code general_settings} says of health checks. Has no state. */
final class HealthCheckReader {
    private HealthCheckReader() {}

    static HealthCheckSettings read(Optional<Section> general) {
        HealthCheckSettings settings = HealthCheckSettings.DEFAULT;
        if (general.isEmpty()) {
            return settings;
        }
        Section section = general.get();
        return section.value("health_check_timeout", ValueKind.POSITIVE_SECONDS)
                .map(settings::withTimeout)
                .orElse(settings)
                .withInterval(section.value("health_check_interval", ValueKind.POSITIVE_SECONDS)
                        .orElse(settings.interval()))
                .withBackground(section.value("background_health_checks", ValueKind.FLAG)
                        .orElse(settings.background()));
    }
}
