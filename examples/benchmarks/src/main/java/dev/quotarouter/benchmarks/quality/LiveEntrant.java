package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.benchmarks.process.PortkeyProcess;
import java.io.IOException;

/** Who takes part, in the order of the tables. */
enum LiveEntrant {
    /** Ours. */
    QUOTA_ROUTER("QuotaRouter") {
        @Override
        Contender open() {
            return QuotaRouterClient::new;
        }
    },
    /** What is usually written. */
    ROUND_ROBIN("round robin, two retries") {
        @Override
        Contender open() {
            return RoundRobinClient::new;
        }
    },
    /** LangChain4j's. */
    MODEL_ROUTER("LangChain4j ModelRouter") {
        @Override
        Contender open() {
            return ModelRouterClient::new;
        }
    },
    /** Portkey's. */
    PORTKEY("Portkey, fallback") {
        @Override
        Contender open() throws IOException {
            return new PortkeyContender(PortkeyProcess.start());
        }
    };

    private final String label;

    LiveEntrant(String label) {
        this.label = label;
    }

    /** {@return its name in tables and pictures} */
    String label() {
        return label;
    }

    /** {@return whether it is the project's own} */
    boolean ours() {
        return this == QUOTA_ROUTER;
    }

    /**
     * {@return the contender, ready to enter}
     *
     * @throws IOException if it cannot be had here
     */
    abstract Contender open() throws IOException;
}
