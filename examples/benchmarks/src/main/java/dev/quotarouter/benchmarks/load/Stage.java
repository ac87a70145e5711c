package dev.quotarouter.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;

/** What the contenders of one generation talk to. Whoever sets it closes it. */
public interface Stage extends AutoCloseable {
    /** {@return the server that this one talks to} */
    URI serverOf(Entrant entrant);

    /** {@return the process of that server, if its own use shall be told as well} */
    default OptionalLong watchedFor(Entrant entrant) {
        return OptionalLong.empty();
    }

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
