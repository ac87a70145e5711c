package dev.quotarouter.config;

import java.net.URI;
import java.util.Optional;

/** The address of a provider: it carries no secret, so that it may be logged. */
final class BaseUrl {
    static final String FORM = "an http or https address without user, query and fragment";

    private BaseUrl() {}

    static URI require(URI url) {
        if (!isPlain(url)) {
            // Not repeated: it may hold the key.
            throw new IllegalArgumentException("a base URL must be " + FORM);
        }
        return url;
    }

    static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text.strip())).filter(BaseUrl::isPlain);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(URI url) {
        boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        return web
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
