/** The router. Adapters to vendors implement {@link dev.quotarouter.provider.ChatProvider}. */
module dev.quotarouter.core {
    requires com.github.benmanes.caffeine;
    requires org.slf4j;
    requires org.yaml.snakeyaml;
    requires tools.jackson.core;
    requires static org.jspecify;

    exports dev.quotarouter;
    exports dev.quotarouter.chat;
    exports dev.quotarouter.config;
    exports dev.quotarouter.error;
    exports dev.quotarouter.event;
    exports dev.quotarouter.openai;
    exports dev.quotarouter.provider;
    exports dev.quotarouter.quota;
    exports dev.quotarouter.routing;
    exports dev.quotarouter.secret;
    exports dev.quotarouter.store;
    exports dev.quotarouter.time;

    uses dev.quotarouter.provider.ChatProvider;
}
