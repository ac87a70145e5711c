package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.benchmarks.process.PortkeyProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Who takes part, in the order of the tables. */
enum LiveEntrant {
    /** Ours. */
    QUOTA_ROUTER("QuotaRouter") {
        @Override
        Optional<Contender> open() {
            return Optional.of(QuotaRouterClient::new);
        }
    },
    /** What is usually written. */
    ROUND_ROBIN("round robin, two retries") {
        @Override
        Optional<Contender> open() {
            return Optional.of(RoundRobinClient::new);
        }
    },
    /** LangChain4j's. */
    MODEL_ROUTER("LangChain4j ModelRouter") {
        @Override
        Optional<Contender> open() {
            return Optional.of(ModelRouterClient::new);
        }
    },
    /** Portkey's. */
    PORTKEY("Portkey, fallback") {
        @Override
        Optional<Contender> open() throws IOException {
            Optional<Path> program = PortkeyProcess.installed();
            return program.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new PortkeyContender(PortkeyProcess.start(program.get())));
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
     * {@return the contender, ready to enter; empty if it is not installed here}
     *
     * @throws IOException if it is, and does not start
     */
    abstract Optional<Contender> open() throws IOException;
}
