package dev.quotarouter.store;

import static java.util.Objects.requireNonNull;

/** What a router has learned, to be remembered. */
public sealed interface Lesson {
    /**
     * All that is known of a pool now.
     *
     * @param pool its name
     * @param knowledge what is known
     */
    record Known(String pool, PoolKnowledge knowledge) implements Lesson {
        /** Checks that nothing is null. */
        public Known {
            requireNonNull(pool, "pool");
            requireNonNull(knowledge, "knowledge");
        }
    }

    /**
     * A key or a project was rejected.
     *
     * @param owner whose name it goes by: that of the key's fingerprint, or of the project
     * @param block why
     */
    record Blocked(String owner, Block block) implements Lesson {
        /** Checks that nothing is null. */
        public Blocked {
            requireNonNull(owner, "owner");
            requireNonNull(block, "block");
        }
    }

    /**
     * A key or a project is in use again.
     *
     * @param owner its name
     */
    record Unblocked(String owner) implements Lesson {
        /** Checks that nothing is null. */
        public Unblocked {
            requireNonNull(owner, "owner");
        }
    }
}
