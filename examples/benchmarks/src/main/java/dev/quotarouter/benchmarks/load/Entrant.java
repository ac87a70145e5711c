package dev.quotarouter.benchmarks.load;

import java.net.URI;

/** Who takes part: a constant of an enum, so that another process finds it by its name. */
public interface Entrant {
    /** {@return the constant's name} */
    String name();

    /** {@return its name in tables and pictures} */
    String label();

    /** {@return whether it is the project's own} */
    boolean ours();

    /** {@return whether it can have the chat in this mode} */
    default boolean can(Mode mode) {
        return true;
    }

    /** {@return a contender that talks to this server} */
    Contender open(URI server);
}
