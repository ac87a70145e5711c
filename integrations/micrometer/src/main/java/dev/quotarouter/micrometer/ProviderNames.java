package dev.quotarouter.micrometer;

/** What providers are called in OpenTelemetry's conventions. Has no state. */
final class ProviderNames {
    /** As long as nobody was asked it is the router that answers. */
    static final String NONE = "quotarouter";

    private ProviderNames() {}

    /**
     * {@return the convention's word for Gemini by its own API; any other provider's prefix}
     *
     * @param model provider and model: {@code gemini/gemini-2.5-pro}
     */
    static String of(String model) {
        String prefix = model.substring(0, Math.max(0, model.indexOf('/')));
        return prefix.equals("gemini") ? "gcp.gemini" : prefix.isEmpty() ? NONE : prefix;
    }
}
