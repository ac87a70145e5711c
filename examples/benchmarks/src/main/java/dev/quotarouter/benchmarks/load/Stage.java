package dev.quotarouter.benchmarks.load;

import java.io.IOException;
import java.net.URI;

/** What the contenders of one generation talk to. Whoever sets it closes it. */
public interface Stage extends AutoCloseable {
    /** {@return the server that this one talks to} */
    URI serverOf(Entrant entrant);

    @Override
    void close();

    /** Sets stages. */
    @FunctionalInterface
    interface Setter {
        /**
         * {@return a stage on which everything is at work}
         *
         * @throws IOException if something does not start
         */
        Stage set() throws IOException;
    }
}
