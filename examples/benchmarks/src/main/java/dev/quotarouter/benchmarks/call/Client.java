package dev.quotarouter.benchmarks.call;

import dev.quotarouter.benchmarks.load.Contender;
import dev.quotarouter.benchmarks.load.Entrant;
import dev.quotarouter.benchmarks.load.Mode;
import java.net.URI;

/** Who has the chat, in the order of the tables. */
public enum Client implements Entrant {
    /** The yardstick. */
    BARE_OKHTTP("OkHttp, nothing read", false),
    /** The measure. */
    BY_HAND("by hand", false),
    /** Ours. */
    PROVIDER("our provider alone", true),
    /** Ours. */
    ROUTER("QuotaRouter, ten keys", true),
    /** Google's. */
    GOOGLE_GEN_AI("google-genai", false),
    /** LangChain4j's model. */
    LANGCHAIN4J("LangChain4j", false),
    /** LangChain4j's models behind its router. */
    LANGCHAIN4J_ROUTER("LangChain4j router, ten keys", false);

    private final String label;
    private final boolean ours;

    Client(String label, boolean ours) {
        this.label = label;
        this.ours = ours;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean ours() {
        return ours;
    }

    @Override
    public boolean can(Mode mode) {
        return mode == Mode.PLAIN || this != LANGCHAIN4J_ROUTER;
    }

    @Override
    public Contender open(URI server) {
        return switch (this) {
            case BARE_OKHTTP -> new BareOkHttp(server);
            case BY_HAND -> new HandWrittenChat(server);
            case PROVIDER -> new ProviderAlone(server);
            case ROUTER -> new ThroughRouter(server);
            case GOOGLE_GEN_AI -> new GoogleGenAi(server);
            case LANGCHAIN4J -> new LangChain4jGemini(server);
            case LANGCHAIN4J_ROUTER -> new LangChain4jModelRouter(server);
        };
    }
}
