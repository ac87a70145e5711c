package dev.quotarouter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The configurations that the program brings along. */
enum ConfigTemplate {
    /** The simulated Gemini's ten deployments. */
    CLASSIC("classic.yaml"),
    /** Gemini itself, paid by {@code GEMINI_API_KEY}. */
    GEMINI("gemini.yaml");

    private final String resource;

    ConfigTemplate(String resource) {
        this.resource = resource;
    }

    /** {@return the YAML text} */
    String text() {
        try (InputStream in = Objects.requireNonNull(ConfigTemplate.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the program's jar is damaged", broken);
        }
    }

    /** {@return the YAML text for a Gemini at this address} */
    String text(URI apiBase) {
        return text().replace("API_BASE", apiBase.toString());
    }
}
