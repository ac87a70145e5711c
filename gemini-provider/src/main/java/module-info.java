/** Gemini for the router. Applications that share an {@code OkHttpClient} see OkHttp through this module. */
module dev.quotarouter.gemini {
    requires transitive dev.quotarouter.core;
    requires transitive okhttp3;
    requires okio;
    requires com.github.benmanes.caffeine;
    requires tools.jackson.core;
    requires static org.jspecify;

    exports dev.quotarouter.gemini;

    provides dev.quotarouter.provider.ChatProvider with
            dev.quotarouter.gemini.GeminiProvider;
}
