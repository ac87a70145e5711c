package dev.quotarouter.routing;

/** The deployments that have room for a request: never empty. Valid only while a strategy is being asked. */
public interface Candidates {
    /** {@return how many there are; at least 1} */
    int size();

    /**
     * {@return one of them}
     *
     * @param index 0 to {@code size() - 1}
     */
    Candidate get(int index);
}
