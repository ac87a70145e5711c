package dev.quotarouter.store;

import static java.util.Objects.requireNonNull;

/** A usage store cannot do its work. Holds no secret. */
public final class UsageStoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String place;
    private final String problem;
    private final String remedy;

    /**
     * Creates the exception.
     *
     * @param place which store: a file, an address without secrets
     * @param problem what is wrong
     * @param remedy what to do
     */
    public UsageStoreException(String place, String problem, String remedy) {
        super(place + ": " + problem + "; " + remedy);
        this.place = requireNonNull(place, "place");
        this.problem = requireNonNull(problem, "problem");
        this.remedy = requireNonNull(remedy, "remedy");
    }

    /**
     * Creates the exception.
     *
     * @param place which store: a file, an address without secrets
     * @param problem what is wrong
     * @param remedy what to do
     * @param cause what showed it
     */
    public UsageStoreException(String place, String problem, String remedy, Throwable cause) {
        this(place, problem, remedy);
        initCause(cause);
    }

    /** {@return which store} */
    public String place() {
        return place;
    }

    /** {@return what is wrong} */
    public String problem() {
        return problem;
    }

    /** {@return what to do} */
    public String remedy() {
        return remedy;
    }
}
