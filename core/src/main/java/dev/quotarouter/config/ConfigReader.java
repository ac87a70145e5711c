package dev.quotarouter.config;

import java.nio.file.Path;
import java.util.function.Predicate;

/** Temporary. */
public final class ConfigReader {
    /** Temporary. */
    public static ConfigReader create() {
        return new ConfigReader();
    }

    /** Temporary. */
    public ConfigReader providers(Predicate<String> providers) {
        return this;
    }

    /** Temporary. */
    public RouterConfig read(Path file) {
        return RouterConfig.builder().alias(file.toString(), "x").build();
    }
}
