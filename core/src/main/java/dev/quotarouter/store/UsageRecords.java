package dev.quotarouter.store;

/**
 * What stands in a usage file, record by record. Who writes the file, who reads it and who remembers it speak of nothing else.
 *
 * <p>Instants are milliseconds since 1970.
 */
interface UsageRecords {
    /** Stands for an instant or a day that does not matter. */
    long NONE = -1;

    /** From here on, the pool goes by this number. */
    void pool(int number, String name);

    /**
     * More was used of a pool, or less than thought.
     *
     * @param at when it was reserved; {@link #NONE} if its minute is over
     * @param dayEndsAt when the day ends that it counts in; {@link #NONE} if it is told of the minute alone
     * @param requests how many requests more
     * @param tokens how many tokens more
     */
    void use(int pool, long at, long dayEndsAt, long requests, long tokens);

    /** All that is known of a pool. */
    void known(int pool, PoolKnowledge knowledge);

    /** A key or project is out of use. */
    void blocked(String owner, Block block);

    /** A key or project is in use again. */
    void unblocked(String owner);
}
